/// What stands for characters where there is only ASCII.
enum ASCIIForm {
    /// The stand-in of a character.
    static func of(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "─", "━", "┄", "╌", "—", "–": "-"
        case "│", "┃", "┆": "|"
        case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼", "╭", "╮", "╰", "╯": "+"
        case "→", "▶", "▸", "›", "►": ">"
        case "←", "◀", "‹", "◂", "◄": "<"
        case "↑", "▲": "^"
        case "↓", "▼", "▾": "v"
        case "…": "~"
        case "·", "•", "▁", "▂": "."
        case "▃", "▄": ":"
        case "▅", "▆": "+"
        case "▇", "█", "▉", "▊", "▋", "▌": "#"
        case "▍", "▎", "▏", "░": "."
        case "●", "◆", "✓": "*"
        case "○": "o"
        case "×", "✗": "x"
        case "Δ": "d"
        case "µ", "μ": "u"
        default:
            if scalar.value >= 0x2801, scalar.value <= 0x28ff {
                "*"
            } else if scalar.value == 0x2800 {
                " "
            } else {
                "?"
            }
        }
    }
}
