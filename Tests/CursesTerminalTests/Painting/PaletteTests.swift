import Testing
import TextScreen

@testable import CursesTerminal

struct PaletteTests {
    private static let palettes = Palette.Depth.allCases.flatMap { depth in
        [Palette(depth: depth, isLight: false), Palette(depth: depth, isLight: true)]
    }

    @Test func `colours exist in the terminal, and there are none without colours`() {
        for palette in Self.palettes {
            let most: Int32 =
                switch palette.depth {
                case .monochrome: 0
                case .eight: 8
                case .many: 256
                }
            for role in Role.allCases {
                for emphasis in 0..<UInt8(16) {
                    let look = palette.look(Style(role, Emphasis(rawValue: emphasis)))
                    #expect((-1..<most).contains(look.foreground) || look.foreground == -1)
                    #expect((-1..<most).contains(look.background) || look.background == -1)
                    #expect(look.foreground < 0 || look.foreground != look.background, "\(role) cannot be read")
                }
            }
        }
    }

    @Test func `a selected row looks unlike any other, in each role`() {
        for palette in Self.palettes {
            for role in Role.allCases where ![.bar, .key, .match, .error].contains(role) {
                let plain = palette.look(Style(role))
                let selected = palette.look(Style(role, .selected))
                let isSeen =
                    selected.background != plain.background
                    || selected.attributes.contains(.reverse) && !plain.attributes.contains(.reverse)
                #expect(isSeen || plain.background >= 0, "\(role) \(palette)")
            }
        }
    }

    @Test func `client and server differ, and so do errors and warnings`() {
        for palette in Self.palettes {
            #expect(palette.look(Style(.client)) != palette.look(Style(.server)))
            #expect(palette.look(Style(.error)) != palette.look(Style(.warning)))
            #expect(palette.look(Style(.error)) != palette.look(.plain))
        }
    }

    @Test func `what is reversed twice is as it was, and bold is never dim`() {
        let palette = Palette(depth: .monochrome, isLight: false)
        #expect(palette.look(Style(.plain, [.selected, .reversed])).attributes == [])
        #expect(palette.look(Style(.faint, .bold)).attributes == .bold)
        #expect(palette.look(Style(.plain, .underlined)).attributes == .underline)
    }
}
