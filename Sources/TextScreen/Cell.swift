/// One cell of a screen.
package struct Cell: Sendable, Hashable {
    /// The character; nil where the cell is the right half of a wide one.
    package var scalar: Unicode.Scalar?
    /// Marks that are drawn over the character, in order; nil for none.
    package var marks: Marks?
    /// What it is and how it is shown.
    package var style: Style

    /// Up to two marks over a character.
    package struct Marks: Sendable, Hashable {
        /// The first.
        package var first: Unicode.Scalar
        /// The second.
        package var second: Unicode.Scalar?
    }

    /// A cell of a character.
    package init(_ scalar: Unicode.Scalar?, _ style: Style = .plain) {
        self.scalar = scalar
        self.style = style
    }

    /// An empty cell.
    package static let blank = Cell(" ")

    /// Adds a mark; what there is no room for is left out.
    mutating func add(mark: Unicode.Scalar) {
        guard scalar != nil else { return }
        guard marks != nil else {
            marks = Marks(first: mark)
            return
        }
        if marks?.second == nil { marks?.second = mark }
    }
}
