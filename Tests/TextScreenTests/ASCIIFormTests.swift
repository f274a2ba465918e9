import Testing

@testable import TextScreen

struct ASCIIFormTests {
    @Test func `whatever cannot be shown has a stand-in of ASCII`() {
        for value in UInt32(0x80)...0x10ffff {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let form = ASCIIForm.of(scalar)
            if !(form.value >= 0x20 && form.value < 0x7f) { Issue.record("\(value)") }
        }
        #expect(ASCIIForm.of("┌") == "+")
        #expect(ASCIIForm.of("→") == ">")
        #expect(ASCIIForm.of("⠿") == "*")
        #expect(ASCIIForm.of("漢") == "?")
    }
}
