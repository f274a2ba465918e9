import Dissection
import JSONText
import WebSocketWire

/// What is unusual about a message, as JSON: the formats that are JSON say it alike, each under its own names.
enum TroubleText {
    /// Writes the stretches of a payload that are missing: `[[offset,length],…]`.
    static func write(_ holes: [Hole], to output: inout TextOutput) {
        output.write("[")
        for (index, hole) in holes.enumerated() {
            output.write(index == 0 ? "[" : ",[")
            output.write(hole.offset)
            output.write(",")
            output.write(hole.length)
            output.write("]")
        }
        output.write("]")
    }

    /// Writes the names of what is doubtful: `["resynchronised",…]`.
    static func write(_ doubt: Doubt, to output: inout TextOutput) {
        output.write("[")
        for (index, name) in doubt.names.enumerated() {
            if index > 0 { output.write(",") }
            output.writeJSON(string: name)
        }
        output.write("]")
    }
}
