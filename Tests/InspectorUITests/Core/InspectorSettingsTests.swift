import Testing

@testable import InspectorUI

struct InspectorSettingsTests {
    @Test func `time formats go round`() {
        var (format, seen) = (TimeFormat.absolute, [TimeFormat]())
        repeat {
            seen.append(format)
            format = format.next
        } while format != .absolute
        #expect(seen == TimeFormat.allCases)
    }

    @Test func `the usual columns are all of them, once`() {
        #expect(Set(ConnectionColumn.usual) == Set(ConnectionColumn.allCases))
        #expect(ConnectionColumn.usual.count == ConnectionColumn.allCases.count)
    }
}
