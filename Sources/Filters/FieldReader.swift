/// Reads the name of a field, with its argument.
struct FieldReader {
    /// The field whose name begins at the cursor.
    static func read(_ cursor: inout FilterCursor) throws(FilterProblem) -> FieldReference {
        let start = cursor.offset
        switch cursor.keyword {
        case "json":
            _ = cursor.take("json")
            return FieldReference(
                field: try field("json", start..<cursor.offset), argument: .path(try JSONPathReader.read(&cursor)))
        case "header":
            _ = cursor.take("header")
            return FieldReference(
                field: try field("header", start..<cursor.offset), argument: .header(try header(&cursor)))
        default:
            let name = String(decoding: cursor.fieldName(), as: UTF8.self)
            return FieldReference(field: try field(name, start..<cursor.offset))
        }
    }

    private static func header(_ cursor: inout FilterCursor) throws(FilterProblem) -> String {
        let start = cursor.offset
        var name: [UInt8] = []
        if cursor.take(".") {
            name =
                cursor.byte == UInt8(ascii: "\"")
                ? try QuotedText.decode(try cursor.quoted()) : Array(cursor.takeWhile { FilterCursor.isNameByte($0) })
        }
        guard !name.isEmpty, QuotedText.isText(name) else {
            throw FilterProblem(
                start..<max(start + 1, cursor.offset), "the name of a header is missing",
                "write `header.user-agent`, or odd names in quotation marks: header.\"x!\"")
        }
        return String(decoding: name.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func field(_ name: String, _ range: Range<Int>) throws(FilterProblem) -> Field {
        if let field = Field.named(name) { return field }
        let shown = ShownText.escaped(name, atMost: 60)
        throw FilterProblem(
            range, "there is no field `\(shown)`",
            NearestName.to(name).map { "did you mean `\($0)`?" } ?? "`wscope filter-help` lists the fields")
    }
}

extension FieldReference: CustomStringConvertible {
    /// The name as it is written.
    var description: String {
        switch argument {
        case .none: field.name
        case .path(let path): "\(field.name)\(path)"
        case .header(let name):
            name.utf8.allSatisfy { FilterCursor.isNameByte($0) }
                ? "\(field.name).\(name)" : "\(field.name).\(QuotedText.quoted(Array(name.utf8)))"
        }
    }
}
