import ByteStreams

/// What both sides negotiate, as far as it is in clear or opened.
extension TLSConnection {
    private enum MessageType {
        static let helloRequest: UInt8 = 0
        static let clientHello: UInt8 = 1
        static let serverHello: UInt8 = 2
        static let endOfEarlyData: UInt8 = 5
        static let encryptedExtensions: UInt8 = 8
        static let certificate: UInt8 = 11
        static let finished: UInt8 = 20
        static let keyUpdate: UInt8 = 24
    }

    var isTLS13: Bool { suite?.isTLS13 ?? false }

    /// Takes handshake messages from a record in clear.
    func acceptClear(_ body: RawSpan, _ direction: Direction, at time: Timestamp, _ deliver: Delivery) {
        for message in messages(in: body, direction) {
            unsafe acceptClear(message.type, message.body.span.bytes, direction, at: time, deliver)
        }
    }

    private func messages(in body: RawSpan, _ direction: Direction) -> [HandshakeReader.Message] {
        lanes[direction].handshake.feed(body)
    }

    private func acceptClear(
        _ type: UInt8, _ body: RawSpan, _ direction: Direction, at time: Timestamp, _ deliver: Delivery
    ) {
        switch (type, direction) {
        case (MessageType.clientHello, .fromClient):
            guard let hello = ClientHello(body) else { return giveUp(.helloLost, at: time, deliver) }
            // A second hello repeats the random of the first (RFC 8446 section 4.1.2), and has no early data.
            clientHello = hello
            facts.serverName = hello.serverName
        case (MessageType.serverHello, .fromServer):
            guard let hello = ServerHello(body), clientHello != nil else {
                return giveUp(.helloLost, at: time, deliver)
            }
            if hello.isHelloRetryRequest { wasRetried = true } else { accept(hello, at: time, deliver) }
        case (MessageType.certificate, .fromServer):
            facts.certificateNames = CertificateNames.names(inCertificateMessage: body, isTLS13: false)
        default: break
        }
        hasNews = true
    }

    private func accept(_ hello: ServerHello, at time: Timestamp, _ deliver: Delivery) {
        serverHello = hello
        let suite = CipherSuite(hello.cipherSuite)
        self.suite = suite
        facts.cipherSuite = suite.name
        facts.version = hello.version.shortName
        if let name = hello.applicationProtocol { facts.applicationProtocol = name }
        guard hello.version == .tls12 || hello.version == .tls13 else {
            return giveUp(.version(hello.version.name), at: time, deliver)
        }
        guard suite.kind.keyLength > 0, suite.isTLS13 == (hello.version == .tls13) else {
            return giveUp(.cipherSuite(suite.name), at: time, deliver)
        }
    }

    /// Takes handshake messages from a record that was opened.
    func acceptSealed(_ body: RawSpan, _ direction: Direction, at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery)
    {
        for message in messages(in: body, direction) {
            unsafe acceptSealed(message.type, message.body.span.bytes, direction, at: time, keys, deliver)
        }
    }

    private func acceptSealed(
        _ type: UInt8, _ body: RawSpan, _ direction: Direction, at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery
    ) {
        guard isTLS13 else {
            if type == MessageType.helloRequest || type == MessageType.clientHello {
                deliver(time, .noted(StreamNote(.renegotiated, "the \(direction.side) asks for new TLS keys")))
            }
            return
        }
        switch (type, direction) {
        case (MessageType.encryptedExtensions, .fromServer):
            let extensions = EncryptedExtensions(body)
            takesEarlyData = extensions?.acceptsEarlyData ?? false
            if let name = extensions?.applicationProtocol { facts.applicationProtocol = name }
            hasNews = true
        case (MessageType.certificate, .fromServer):
            facts.certificateNames = CertificateNames.names(inCertificateMessage: body, isTLS13: true)
            hasNews = true
        case (MessageType.endOfEarlyData, .fromClient):
            lanes[.fromClient].enter(.handshake, nil)
            _ = installKeys(.fromClient, keys)
        case (MessageType.finished, _):
            guard lanes[direction].epoch == .handshake else { return }
            lanes[direction].enter(.application, nil)
            _ = installKeys(direction, keys)
        case (MessageType.keyUpdate, _):
            updateKeys(direction)
        default: break
        }
    }

    private func updateKeys(_ direction: Direction) {
        guard let suite, lanes[direction].epoch == .application else { return }
        let secret = KeySchedule.nextTrafficSecret(lanes[direction].secret, hash: suite.hash)
        lanes[direction].enter(.application, RecordOpener(trafficSecret: secret, suite: suite), secret: secret)
        lanes[direction].hasData = true
    }

    /// Gives a direction the key of its epoch, where the key log has it; says whether it has one.
    func installKeys(_ direction: Direction, _ keys: KeyLog) -> Bool {
        guard let suite, let random, let secrets = keys.secrets(for: random) else { return false }
        guard suite.isTLS13 else {
            guard let opener = masterOpener(direction, secrets) else { return false }
            lanes[direction].enter(.application, opener)
            return true
        }
        let epoch = lanes[direction].epoch
        guard let secret = secrets.trafficSecret(epoch, direction) else { return false }
        guard let opener = RecordOpener(trafficSecret: secret, suite: suite) else { return false }
        lanes[direction].enter(epoch, opener, secret: secret)
        return true
    }

    /// The opener of TLS 1.2 for a direction.
    func masterOpener(_ direction: Direction, _ secrets: KeyLog.Secrets) -> RecordOpener? {
        guard let suite, let master = secrets.master, let random, let serverHello else { return nil }
        return RecordOpener(
            master: master, clientRandom: random.bytes, serverRandom: serverHello.random.bytes, suite: suite,
            encryptsThenMACs: serverHello.encryptsThenMACs, side: direction)
    }

    /// Takes an alert (RFC 8446 section 6). One that ends TLS in order, or before anything was opened, is no finding.
    func acceptAlert(_ body: RawSpan, _ direction: Direction, at time: Timestamp, _ deliver: Delivery) {
        guard body.byteCount == 2 else { return }
        let alert = TLSAlert(body.byte(at: 1))
        guard !alert.isOrderly else { return }
        let words = "the alert \(alert) of the \(direction.side)"
        deliver(time, .noted(StreamNote(.alert, "TLS ended with \(words)")))
        if !isOpened, obstacle == nil { obstacle = .refused(words) }
    }
}

extension KeyLog.Secrets {
    /// The traffic secret of TLS 1.3 for an epoch.
    func trafficSecret(_ epoch: TLSLane.Epoch, _ direction: Direction) -> [UInt8]? {
        switch (epoch, direction) {
        case (.early, .fromClient): clientEarly
        case (.handshake, .fromClient): clientHandshake
        case (.handshake, .fromServer): serverHandshake
        case (.application, .fromClient): clientTraffic
        case (.application, .fromServer): serverTraffic
        case (.clear, _), (.closed, _), (.early, .fromServer): nil
        }
    }
}

extension Direction {
    /// The side's name in a sentence.
    var side: String { self == .fromClient ? "client" : "server" }
}
