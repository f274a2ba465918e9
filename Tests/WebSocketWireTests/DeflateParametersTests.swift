import Testing
import WebSocketWire

struct DeflateParametersTests {
    private static let whole = DeflateParameters()

    @Test(
        arguments: [
            ("", DeflateParameters()),
            ("; server_no_context_takeover", DeflateParameters(serverNoContextTakeover: true)),
            ("; client_no_context_takeover", DeflateParameters(clientNoContextTakeover: true)),
            ("; server_max_window_bits=10", DeflateParameters(serverMaxWindowBits: 10)),
            ("; client_max_window_bits=8", DeflateParameters(clientMaxWindowBits: 8)),
            ("; client_max_window_bits", DeflateParameters()),
            ("; server_max_window_bits", DeflateParameters()),
            ("; server_max_window_bits=\"10\"", DeflateParameters(serverMaxWindowBits: 10)),
            ("; server_max_window_bits=009", DeflateParameters(serverMaxWindowBits: 9)),
            ("; server_max_window_bits=9; server_max_window_bits=10", DeflateParameters(serverMaxWindowBits: 9)),
            ("; mystery=1; client_max_window_bits=15", DeflateParameters()),
            ("; server_max_window_bits=7", nil), ("; server_max_window_bits=16", nil),
            ("; client_max_window_bits=0", nil), ("; client_max_window_bits=x", nil),
            ("; client_max_window_bits=99999999999999999999", nil), ("; client_max_window_bits=0x9", nil),
        ] as [(String, DeflateParameters?)])
    func `an answer gives the parameters of the connection`(_ words: String, _ parameters: DeflateParameters?) throws {
        let response = try requiredHead(exampleResponse + "\nSec-WebSocket-Extensions: permessage-deflate" + words)
        #expect(Upgrade(request: nil, response: response).deflate == parameters)
    }
}
