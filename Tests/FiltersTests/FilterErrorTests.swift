import Testing

@testable import Filters

struct FilterErrorTests {
    @Test(arguments: [
        (
            "lenght > 5",
            """
            the filter is wrong: there is no field `lenght`
              lenght > 5
              ^^^^^^
            did you mean `length`?
            """
        ),
        (
            "length > ",
            """
            the filter is wrong: a value is expected here
              length > 
                       ^
            `length` is a number of bytes
            """
        ),
        (
            "length contains \"x\"",
            """
            the filter is wrong: `length` is a number of bytes: `contains` does not apply to it
              length contains "x"
                     ^^^^^^^^
            use ==, !=, <, <=, >, >= or in
            """
        ),
        (
            "opcode > text",
            """
            the filter is wrong: opcodes by name have no order
              opcode > text
                       ^^^^
            write a number, such as `opcode >= 0x8`, or use `in`
            """
        ),
        (
            "conn = 1",
            """
            the filter is wrong: `=` alone is no operator
              conn = 1
                   ^
            write `==`, or `~` for a pattern
            """
        ),
        (
            "(conn == 1",
            """
            the filter is wrong: this parenthesis is not closed
              (conn == 1
              ^
            close it with `)`
            """
        ),
        (
            "text ~ \"a(b\"",
            """
            the filter is wrong: the regular expression is wrong: missing closing parenthesis
              text ~ "a(b"
                         ^
            mend it, or put a backslash before a character that stands for itself
            """
        ),
        (
            "host == \"漢\u{1b}\" x",
            """
            the filter is wrong: `and`, `or` or the end is expected here
              host == "漢\\u{1b}" x
                                 ^
            join two conditions with `and` or `or`; text with spaces stands in quotation marks
            """
        ),
        (
            "length == 1 banana",
            """
            the filter is wrong: `and`, `or` or the end is expected here
              length == 1 banana
                          ^^^^^^
            join two conditions with `and` or `or`; text with spaces stands in quotation marks
            """
        ),
        (
            "a\nb == 1",
            """
            the filter is wrong: there is no field `a`
              a\\nb == 1
              ^
            `wscope filter-help` lists the fields
            """
        ),
    ])
    func `an error shows the spot`(_ expression: String, _ description: String) {
        #expect(Trial.problem(expression)?.description == description)
    }

    @Test func `a long expression is shown around the spot`() throws {
        let long =
            String(repeating: "conn == 1 and ", count: 40) + "x == 1 and "
            + String(repeating: "conn == 1 and ", count: 40)
        let lines = try #require(Trial.problem(long)).description.split(separator: "\n").map(String.init)
        #expect(lines[1].hasPrefix("  …") && lines[1].hasSuffix("…") && lines[1].count < 90)
        let column = try #require(lines[2].firstIndex(of: "^")).utf16Offset(in: lines[2])
        #expect(Array(lines[1])[column] == "x")
    }

    @Test func `the spot of any error lies inside its expression`() {
        var filters = SampleFilters(seed: 9)
        for _ in 0..<60 {
            let expression = filters.next()
            for end in stride(from: 0, to: expression.utf8.count, by: 3) {
                let cut = String(decoding: expression.utf8.prefix(end), as: UTF8.self)
                guard let error = Trial.problem(cut) else { continue }
                #expect(error.range.upperBound <= cut.utf8.count)
                #expect(error.description.split(separator: "\n").count == 4)
            }
        }
    }
}
