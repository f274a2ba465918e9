package import Packets

/// A filter over the packets of savefiles, whatever link types they have: compiled for each when its first packet
/// comes.
package struct SavefileFilter {
    private final class Compiled {
        let linkType: LinkType
        let filter: CaptureFilter?

        init(_ linkType: LinkType, _ expression: String) {
            self.linkType = linkType
            filter = try? CaptureFilter(expression, linkType: linkType)
        }
    }

    private let expression: String
    private var compiled: [Compiled] = []
    private var current: Compiled?
    /// Packets of link types that the expression cannot be asked of; they are not accepted.
    package private(set) var unasked = 0

    /// Ethernet, raw IP, Linux cooked, NULL and two of wireless networks.
    private static let common: [UInt32] = [1, 101, 113, 276, 0, 105, 127]

    /// A filter by its expression, which has to make sense for one of the common link types at least.
    package init(_ expression: String) throws(CaptureError) {
        self.expression = expression
        var problem: CaptureError?
        for type in Self.common {
            do throws(CaptureError) {
                _ = try CaptureFilter(expression, linkType: LinkType(rawValue: type))
                return
            } catch {
                problem = problem ?? error
            }
        }
        if let problem { throw problem }
    }

    /// Whether the filter accepts a packet.
    package mutating func accepts(_ packet: CapturedPacket, bytes: RawSpan) -> Bool {
        if current?.linkType != packet.linkType { current = filter(for: packet.linkType) }
        guard let current, current.filter != nil else {
            unasked &+= 1
            return false
        }
        return current.filter?.accepts(bytes, originalLength: packet.originalLength) ?? false
    }

    private mutating func filter(for linkType: LinkType) -> Compiled {
        if let known = compiled.first(where: { $0.linkType == linkType }) { return known }
        let new = Compiled(linkType, expression)
        compiled.append(new)
        return new
    }

    /// What a person should know of packets that the filter could not be asked of.
    package var remark: String? {
        guard unasked > 0 else { return nil }
        let names = compiled.filter { $0.filter == nil }.map(\.linkType.title).joined(separator: ", ")
        return "\(unasked) packets were left out because the filter cannot be asked of their link type (\(names))"
    }
}
