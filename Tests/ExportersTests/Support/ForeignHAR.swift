/// HARs as other programs write them.
enum ForeignHAR {
    /// What the network panel of Chromium 156 saved of three connections: one to an echo server, one to a port that it
    /// refuses to use, and one to a server that answered 200. Headers and stacks that do not matter here are left out.
    static let chromium = ##"""
        {
          "log": {
            "version": "1.2",
            "creator": {
              "name": "WebInspector",
              "version": "537.36"
            },
            "pages": [],
            "entries": [
              {
                "_initiator": {
                  "type": "script"
                },
                "_priority": null,
                "_resourceType": "websocket",
                "cache": {},
                "request": {
                  "method": "GET",
                  "url": "ws://127.0.0.1:8765/chat?room=1&x=a%20b",
                  "httpVersion": "HTTP/1.1",
                  "headers": [
                    { "name": "Upgrade", "value": "websocket" },
                    { "name": "Origin", "value": "http://127.0.0.1:8767" },
                    { "name": "Connection", "value": "Upgrade" },
                    { "name": "Sec-WebSocket-Key", "value": "AeggArQIV/IoHLpAa8zIwA==" },
                    { "name": "Sec-WebSocket-Version", "value": "13" },
                    { "name": "Sec-WebSocket-Protocol", "value": "chat" },
                    { "name": "Host", "value": "127.0.0.1:8765" },
                    { "name": "Sec-WebSocket-Extensions", "value": "permessage-deflate; client_max_window_bits" }
                  ],
                  "queryString": [
                    { "name": "room", "value": "1" },
                    { "name": "x", "value": "a%20b" }
                  ],
                  "cookies": [],
                  "headersSize": 563,
                  "bodySize": 0
                },
                "response": {
                  "status": 101,
                  "statusText": "Switching Protocols",
                  "httpVersion": "HTTP/1.1",
                  "headers": [
                    { "name": "Upgrade", "value": "websocket" },
                    { "name": "Sec-WebSocket-Protocol", "value": "chat" },
                    { "name": "Sec-WebSocket-Accept", "value": "AkfIysnI+Cls5hZyGipEcvKtVMg=" },
                    { "name": "Connection", "value": "Upgrade" },
                    { "name": "Server", "value": "Python/3.11 websockets/10.4" },
                    { "name": "Sec-WebSocket-Extensions", "value": "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12" }
                  ],
                  "cookies": [],
                  "content": {
                    "size": 0,
                    "mimeType": "x-unknown",
                    "compression": 333
                  },
                  "redirectURL": "",
                  "headersSize": 333,
                  "bodySize": -333,
                  "_transferSize": 0,
                  "_error": null,
                  "_fetchedViaServiceWorker": false
                },
                "serverIPAddress": "",
                "startedDateTime": "2026-11-25T02:51:31.302Z",
                "time": 9.939000000031228,
                "timings": {
                  "blocked": -1,
                  "dns": -1,
                  "ssl": -1,
                  "connect": -1,
                  "send": 0,
                  "wait": 9.597000000212574,
                  "receive": 0.34199999981865403,
                  "_blocked_queueing": -1
                },
                "_webSocketMessages": [
                  {
                    "type": "send",
                    "time": 1795575091.306234,
                    "opcode": 1,
                    "data": "hello é \"q\" \n 🤷"
                  },
                  {
                    "type": "send",
                    "time": 1795575091.306403,
                    "opcode": 2,
                    "data": "AAEC/w=="
                  },
                  {
                    "type": "send",
                    "time": 1795575091.306419,
                    "opcode": 1,
                    "data": ""
                  },
                  {
                    "type": "send",
                    "time": 1795575091.306427,
                    "opcode": 1,
                    "data": "bye"
                  },
                  {
                    "type": "receive",
                    "time": 1795575091.311195,
                    "opcode": 1,
                    "data": "hello é \"q\" \n 🤷"
                  },
                  {
                    "type": "receive",
                    "time": 1795575091.3116,
                    "opcode": 2,
                    "data": "AAEC/w=="
                  },
                  {
                    "type": "receive",
                    "time": 1795575091.312204,
                    "opcode": 1,
                    "data": ""
                  },
                  {
                    "type": "receive",
                    "time": 1795575091.3125799,
                    "opcode": 1,
                    "data": "bye"
                  }
                ]
              },
              {
                "_initiator": {
                  "type": "script"
                },
                "_priority": null,
                "_resourceType": "websocket",
                "cache": {},
                "request": {
                  "method": "",
                  "url": "ws://127.0.0.1:1/refused",
                  "httpVersion": "",
                  "headers": [],
                  "queryString": [],
                  "cookies": [],
                  "headersSize": -1,
                  "bodySize": 0
                },
                "response": {
                  "status": 0,
                  "statusText": "",
                  "httpVersion": "",
                  "headers": [],
                  "cookies": [],
                  "content": {
                    "size": 0,
                    "mimeType": "x-unknown"
                  },
                  "redirectURL": "",
                  "headersSize": -1,
                  "bodySize": -1,
                  "_transferSize": 0,
                  "_error": null,
                  "_fetchedViaServiceWorker": false
                },
                "serverIPAddress": "",
                "startedDateTime": "1969-12-31T23:59:59.000Z",
                "time": 2570232.046,
                "timings": {
                  "blocked": -1,
                  "dns": -1,
                  "ssl": -1,
                  "connect": -1,
                  "send": 0,
                  "wait": 2570230.895,
                  "receive": 1.1510000000707805,
                  "_blocked_queueing": -1
                },
                "_webSocketMessages": [
                  {
                    "type": "error",
                    "time": 2569.230895,
                    "opcode": -1,
                    "data": "Error in connection establishment: net::ERR_UNSAFE_PORT"
                  }
                ]
              },
              {
                "_initiator": {
                  "type": "script"
                },
                "_priority": null,
                "_resourceType": "websocket",
                "cache": {},
                "request": {
                  "method": "GET",
                  "url": "ws://127.0.0.1:8767/page.html",
                  "httpVersion": "",
                  "headers": [
                    { "name": "Upgrade", "value": "websocket" },
                    { "name": "Origin", "value": "http://127.0.0.1:8767" },
                    { "name": "Connection", "value": "Upgrade" },
                    { "name": "Sec-WebSocket-Key", "value": "0fL6d7lOLJKliy+hGC69zw==" },
                    { "name": "Sec-WebSocket-Version", "value": "13" },
                    { "name": "Host", "value": "127.0.0.1:8767" },
                    { "name": "Sec-WebSocket-Extensions", "value": "permessage-deflate; client_max_window_bits" }
                  ],
                  "queryString": [],
                  "cookies": [],
                  "headersSize": -1,
                  "bodySize": 0
                },
                "response": {
                  "status": 0,
                  "statusText": "",
                  "httpVersion": "",
                  "headers": [],
                  "cookies": [],
                  "content": {
                    "size": 0,
                    "mimeType": "x-unknown"
                  },
                  "redirectURL": "",
                  "headersSize": -1,
                  "bodySize": -1,
                  "_transferSize": 0,
                  "_error": null,
                  "_fetchedViaServiceWorker": false
                },
                "serverIPAddress": "",
                "startedDateTime": "2026-11-25T02:51:31.321Z",
                "time": 1.8999999997504347,
                "timings": {
                  "blocked": -1,
                  "dns": -1,
                  "ssl": -1,
                  "connect": -1,
                  "send": 0,
                  "wait": 1.7779999998310814,
                  "receive": 0.12199999991935329,
                  "_blocked_queueing": -1
                },
                "_webSocketMessages": [
                  {
                    "type": "error",
                    "time": 1795575091.322877,
                    "opcode": -1,
                    "data": "Error during WebSocket handshake: Unexpected response code: 200"
                  }
                ]
              }
            ]
          }
        }
        """##

    /// As HTTP Toolkit writes it: with the state in which a connection was closed.
    static func toolkit(close: String) -> String {
        """
        {"log":{"version":"1.2","creator":{"name":"HTTP Toolkit","version":"1.20.1"},"entries":[
        {"startedDateTime":"2024-11-22T21:00:00.500+01:00","time":-1,"request":{"method":"GET",
        "url":"wss://echo.example/","httpVersion":"HTTP/1.1","cookies":[],"headers":[{"name":"host","value":"echo.example"},
        {"name":"upgrade","value":"websocket"},{"name":"connection","value":"Upgrade"}],"queryString":[],
        "headersSize":-1,"bodySize":0},"response":{"status":101,"statusText":"Switching Protocols",
        "httpVersion":"HTTP/1.1","cookies":[],"headers":[{"name":"upgrade","value":"websocket"}],
        "content":{"mimeType":"application/octet-stream","size":0},"redirectURL":"","headersSize":-1,"bodySize":0},
        "cache":{},"timings":{"blocked":-1,"dns":-1,"connect":-1,"ssl":-1,"send":0,"wait":0,"receive":0},
        "_resourceType":"websocket","_webSocketMessages":[
        {"type":"send","opcode":1,"data":"hi","time":1732305600.75},
        {"type":"receive","opcode":2,"data":"AAE=","time":1732305601}]\(close)}]}}
        """
    }
}
