import SwiftASN1
import X509

/// Who an upstream says it is: what of its certificate a minted one repeats. A stranger wrote the certificate: what of it
/// cannot be read is left out.
struct UpstreamIdentity: Sendable, Hashable {
    /// The most bytes of a certificate that is looked at.
    static let largest = 1 << 16
    /// The most names that are repeated.
    static let mostNames = 256
    /// The most characters of a subject's part (RFC 5280 appendix A.1).
    static let longestPart = 64

    /// The subject's common name.
    private(set) var commonName: String?
    /// The subject's organization.
    private(set) var organization: String?
    /// The names and addresses that the certificate is for, each once, in its order.
    private(set) var names: [ServerName] = []

    /// Reads a certificate.
    init(certificate der: [UInt8]) {
        guard der.count <= Self.largest, let root = try? DER.parse(der) else { return }
        var fields = (Self.children(root).first.map(Self.children) ?? [])[...]
        // The version, which is explicit from X.509 version 2 on (RFC 5280 section 4.1).
        if fields.first?.identifier == Self.context(0) { fields = fields.dropFirst() }
        guard fields.count >= 6 else { return }
        readSubject(fields[fields.startIndex + 4])
        for field in fields.dropFirst(6) where field.identifier == Self.context(3) {
            for list in Self.children(field) { readExtensions(list) }
        }
    }

    private mutating func readSubject(_ subject: ASN1Node) {
        for attribute in Self.children(subject).flatMap(Self.children) {
            let parts = Self.children(attribute)
            guard parts.count == 2, let kind = try? ASN1ObjectIdentifier(derEncoded: parts[0]) else { continue }
            switch kind {
            case .RDNAttributeType.commonName: commonName = commonName ?? Self.text(parts[1])
            case .RDNAttributeType.organizationName: organization = organization ?? Self.text(parts[1])
            default: break
            }
        }
    }

    private mutating func readExtensions(_ list: ASN1Node) {
        var known: Set<ServerName> = []
        for item in Self.children(list) {
            let parts = Self.children(item)
            guard let first = parts.first, let last = parts.last,
                (try? ASN1ObjectIdentifier(derEncoded: first)) == .X509ExtensionID.subjectAlternativeName,
                let value = try? ASN1OctetString(derEncoded: last), let content = try? DER.parse(value.bytes)
            else { continue }
            for entry in Self.children(content) {
                guard names.count < Self.mostNames else { return }
                guard let name = Self.name(entry), known.insert(name).inserted else { continue }
                names.append(name)
            }
        }
    }

    /// What a general name says, where it is a name of DNS or an address (RFC 5280 section 4.2.1.6).
    private static func name(_ entry: ASN1Node) -> ServerName? {
        guard case .primitive(let bytes) = entry.content else { return nil }
        switch entry.identifier {
        case context(2): return ServerName(certificateName: bytes)
        case context(7): return ServerName(certificateAddress: bytes)
        default: return nil
        }
    }

    /// A text of usual length without control characters.
    private static func text(_ node: ASN1Node) -> String? {
        guard case .primitive(let bytes) = node.content, (1...longestPart * 4).contains(bytes.count),
            [.utf8String, .printableString, .ia5String, .teletexString].contains(node.identifier),
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            ![.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
        return isPlain && text.unicodeScalars.count <= longestPart ? text : nil
    }

    private static func children(_ node: ASN1Node) -> [ASN1Node] {
        guard case .constructed(let nodes) = node.content else { return [] }
        return Array(nodes)
    }

    private static func context(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }
}
