/// Values as JSON text, as a browser's `JSON.stringify` writes them.
enum JSONWords {
    /// A string with its quotation marks; control characters are escaped, all others stand as they are.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20: result += "\\u00" + digits(Int(scalar.value), radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A number of hundredths, such as `12.05`.
    static func hundredths(_ value: Int) -> String {
        let magnitude = value.magnitude
        let rest = magnitude % 100
        return (value < 0 ? "-" : "") + "\(magnitude / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
    }

    /// Two digits at least.
    static func digits(_ value: Int, radix: Int = 10) -> String {
        let text = String(value, radix: radix)
        return text.count < 2 ? "0" + text : text
    }
}
