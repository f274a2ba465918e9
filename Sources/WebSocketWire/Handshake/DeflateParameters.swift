/// What the two sides agreed on for permessage-deflate (RFC 7692 section 7.1).
package struct DeflateParameters: Sendable, Hashable {
    /// The name of the extension.
    package static let name = "permessage-deflate"

    /// Whether the server begins every message with an empty window.
    package let serverNoContextTakeover: Bool
    /// Whether the client begins every message with an empty window.
    package let clientNoContextTakeover: Bool
    /// The base-2 logarithm of the server's window, from 8 to 15; 15 where nothing was said.
    package let serverMaxWindowBits: Int
    /// The base-2 logarithm of the client's window, from 8 to 15; 15 where nothing was said.
    package let clientMaxWindowBits: Int

    /// The parameters of a connection; without any, those that hold where none is named.
    package init(
        serverNoContextTakeover: Bool = false, clientNoContextTakeover: Bool = false, serverMaxWindowBits: Int = 15,
        clientMaxWindowBits: Int = 15
    ) {
        self.serverNoContextTakeover = serverNoContextTakeover
        self.clientNoContextTakeover = clientNoContextTakeover
        self.serverMaxWindowBits = serverMaxWindowBits
        self.clientMaxWindowBits = clientMaxWindowBits
    }
}
