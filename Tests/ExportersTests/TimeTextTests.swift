import ByteStreams
import JSONText
import Testing

@testable import Exporters

struct TimeTextTests {
    @Test(
        arguments: [
            (0, "0.000000000"), (1, "0.000000001"), (999_999_999, "0.999999999"), (1_000_000_000, "1.000000000"),
            (1_732_305_600_123_456_789, "1732305600.123456789"), (-1, "-0.000000001"), (-1_500_000_000, "-1.500000000"),
            (.max, "9223372036.854775807"), (.min, "-9223372036.854775808"),
        ] as [(Int64, String)])
    func `a moment has nine decimals`(_ nanoseconds: Int64, _ text: String) {
        #expect(printed { $0.write(Timestamp(nanoseconds: nanoseconds)) } == text)
    }

    @Test(
        arguments: [
            (0, "0.000"), (499, "0.000"), (500, "0.001"), (1_204_000, "1.204"), (999_999_500, "1000.000"),
            (-1_500_000, "-1.500"), (.max, "9223372036854.776"), (.min, "-9223372036854.776"),
        ] as [(Int64, String)])
    func `a duration has three decimals`(_ nanoseconds: Int64, _ text: String) {
        #expect(printed { $0.write(milliseconds: nanoseconds) } == text)
    }

    @Test(arguments: [
        (0, "0.00"), (1, "1.00"), (0.29, "0.29"), (0.995, "1.00"), (0.004, "0.00"), (7, "1.00"), (-1, "0.00"),
    ])
    func `a share has two decimals`(_ number: Double, _ text: String) {
        #expect(printed { $0.write(hundredths: number) } == text)
    }
}
