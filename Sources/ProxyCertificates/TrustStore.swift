import Crypto
import SwiftASN1

/// A store of one trusted certificate in PKCS #12 (RFC 7292). A certificate is no secret and stays in clear; the password
/// only proves that nobody changed the store.
struct TrustStore {
    /// How often the password is hashed: what Java does.
    static let iterations = 10_000

    private let certificate: [UInt8]
    private let alias: String

    /// A store of a certificate (DER) under a name.
    init(certificate: [UInt8], alias: String) {
        self.certificate = certificate
        self.alias = alias
    }

    /// The store as a file.
    func sealed(password: String, salt: [UInt8]) throws -> [UInt8] {
        let content = try Self.bytes { try $0.sequence { try $0.data(try safe()) } }
        let key = Self.key(password: password, salt: salt)
        let code = HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: key))
        return try Self.bytes { file in
            try file.sequence { file in
                try file.serialize(3)
                try file.data(content)
                try file.sequence { seal in
                    try seal.sequence { digest in
                        try digest.sequence { algorithm in
                            try algorithm.serialize(ASN1ObjectIdentifier.sha256)
                            try algorithm.serialize(ASN1Null())
                        }
                        try digest.serialize(ASN1OctetString(contentBytes: Array(code)[...]))
                    }
                    try seal.serialize(ASN1OctetString(contentBytes: salt[...]))
                    try seal.serialize(Self.iterations)
                }
            }
        }
    }

    /// The contents of the store: one bag.
    private func safe() throws -> [UInt8] {
        try Self.bytes { safe in
            try safe.sequence { safe in
                try safe.sequence { bag in
                    try bag.serialize(ASN1ObjectIdentifier.certificateBag)
                    try bag.tagged { value in
                        try value.sequence { value in
                            try value.serialize(ASN1ObjectIdentifier.certificate)
                            try value.tagged { try $0.serialize(ASN1OctetString(contentBytes: certificate[...])) }
                        }
                    }
                    try bag.serializeSetOf(attributes())
                }
            }
        }
    }

    /// Its name, and that it is trusted for everything: Java passes over certificates that do not say so.
    private func attributes() throws -> [ASN1Any] {
        let name = Self.sixteenBits(alias)
        let called = try Self.bytes { attribute in
            try attribute.sequence { attribute in
                try attribute.serialize(ASN1ObjectIdentifier.friendlyName)
                attribute.set { $0.appendPrimitiveNode(identifier: .bmpString) { $0.append(contentsOf: name) } }
            }
        }
        let trusted = try Self.bytes { attribute in
            try attribute.sequence { attribute in
                try attribute.serialize(ASN1ObjectIdentifier.trustedKeyUsage)
                try attribute.set { try $0.serialize(ASN1ObjectIdentifier.anyKeyUsage) }
            }
        }
        return [try ASN1Any(derEncoded: called), try ASN1Any(derEncoded: trusted)]
    }

    /// The key that a password stands for (RFC 7292 appendix B.2). It is as long as one hash, so that the first of the
    /// hashes is all of it.
    static func key(password: String, salt: [UInt8]) -> [UInt8] {
        let block = 64
        func filled(_ bytes: [UInt8]) -> [UInt8] {
            let length = (bytes.count + block - 1) / block * block
            return (0..<length).map { bytes[$0 % bytes.count] }
        }
        let purpose = [UInt8](repeating: 3, count: block)
        var hash = Array(SHA256.hash(data: purpose + filled(salt) + filled(sixteenBits(password) + [0, 0])))
        for _ in 1..<iterations { hash = Array(SHA256.hash(data: hash)) }
        return hash
    }

    /// A text in UTF-16, the higher byte first.
    private static func sixteenBits(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    }

    private static func bytes(_ write: (inout DER.Serializer) throws -> Void) rethrows -> [UInt8] {
        var serializer = DER.Serializer()
        try write(&serializer)
        return serializer.serializedBytes
    }
}

extension DER.Serializer {
    fileprivate mutating func sequence(_ write: (inout DER.Serializer) throws -> Void) rethrows {
        try appendConstructedNode(identifier: .sequence, write)
    }

    fileprivate mutating func set(_ write: (inout DER.Serializer) throws -> Void) rethrows {
        try appendConstructedNode(identifier: .set, write)
    }

    fileprivate mutating func tagged(_ write: (inout DER.Serializer) throws -> Void) rethrows {
        try appendConstructedNode(
            identifier: ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific), write)
    }

    /// Bytes with the note that they are data (RFC 5652 section 4).
    fileprivate mutating func data(_ bytes: [UInt8]) throws {
        try sequence { content in
            try content.serialize(ASN1ObjectIdentifier.data)
            try content.tagged { try $0.serialize(ASN1OctetString(contentBytes: bytes[...])) }
        }
    }
}

extension ASN1ObjectIdentifier {
    fileprivate static let data: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 1]
    fileprivate static let certificateBag: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 12, 10, 1, 3]
    fileprivate static let certificate: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 22, 1]
    fileprivate static let friendlyName: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 20]
    /// Oracle's, for what a certificate is trusted.
    fileprivate static let trustedKeyUsage: ASN1ObjectIdentifier = [2, 16, 840, 1, 113_894, 746_875, 1, 1]
    fileprivate static let anyKeyUsage: ASN1ObjectIdentifier = [2, 5, 29, 37, 0]
    fileprivate static let sha256: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 2, 1]
}
