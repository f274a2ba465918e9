import ByteStreams
import FoundationEssentials

/// How records become plain bytes.
extension TLSConnection {
    /// Why a direction's next record cannot be taken yet; gives the direction its keys where it can. `serial` is the
    /// place of the record's bytes among all that came.
    func wait(before header: RecordHeader, _ direction: Direction, serial: Int, _ keys: KeyLog) -> TLSLane.Wait? {
        let epoch = lanes[direction].epoch
        guard obstacle == nil, epoch != .closed else { return nil }
        if epoch == .clear {
            guard header.type == ContentType.changeCipherSpec || header.type == ContentType.applicationData else {
                return nil
            }
            guard serverHello != nil else { return direction == .fromClient ? .serverHello : nil }
            if isTLS13, header.type == ContentType.changeCipherSpec { return nil }
            if let wait = leaveClear(direction, keys) { return wait }
        } else if lanes[direction].opener == nil, !installKeys(direction, keys),
            !canSkipEpoch(direction, keys)
        {
            return .secret
        }
        return mustWaitForOther(direction, serial: serial) ? .otherLane : nil
    }

    /// Goes from clear records to sealed ones.
    private func leaveClear(_ direction: Direction, _ keys: KeyLog) -> TLSLane.Wait? {
        guard isTLS13 else {
            // ChangeCipherSpec itself is in clear: `open` goes on to the keys that are known to be there.
            let secrets = random.flatMap { keys.secrets(for: $0) }
            return secrets?.master == nil ? .secret : nil
        }
        var epoch = TLSLane.Epoch.handshake
        if direction == .fromClient, clientHello?.offersEarlyData == true, !wasRetried {
            let isUndecided = lanes[.fromServer].epoch == .clear || lanes[.fromServer].epoch == .handshake
            if takesEarlyData == nil, isUndecided { return .earlyDecision }
            if takesEarlyData == true { epoch = .early }
        }
        guard let random, keys.secrets(for: random) != nil else { return .secret }
        lanes[direction].enter(epoch, nil)
        if !installKeys(direction, keys), !canSkipEpoch(direction, keys) {
            lanes[direction].enter(.clear, nil)
            return .secret
        }
        return nil
    }

    /// Whether the secret of a later epoch is known, so that the present one's records may be passed over.
    private func canSkipEpoch(_ direction: Direction, _ keys: KeyLog) -> Bool {
        let epoch = lanes[direction].epoch
        guard epoch == .early || epoch == .handshake, let random else { return false }
        return keys.secrets(for: random)?.trafficSecret(.application, direction) != nil
    }

    private func mustWaitForOther(_ direction: Direction, serial: Int) -> Bool {
        guard lanes[direction].epoch == .application, let first = lanes[direction.opposite].held.first else {
            return false
        }
        return first.serial < serial && lanes[direction.opposite].wait != .otherLane
    }

    /// Takes a record.
    func open(
        _ header: RecordHeader, _ body: RawSpan, _ direction: Direction, at time: Timestamp, _ keys: KeyLog,
        _ deliver: Delivery
    ) {
        switch lanes[direction].epoch {
        case .clear: openClear(header, body, direction, at: time, keys, deliver)
        case .closed: lanes[direction].count(closed: header, isTLS13: isTLS13)
        case .early, .handshake, .application: openSealed(header, body, direction, at: time, keys, deliver)
        }
    }

    private func openClear(
        _ header: RecordHeader, _ body: RawSpan, _ direction: Direction, at time: Timestamp, _ keys: KeyLog,
        _ deliver: Delivery
    ) {
        lanes[direction].records += 1
        switch header.type {
        case ContentType.handshake: acceptClear(body, direction, at: time, deliver)
        case ContentType.alert: acceptAlert(body, direction, at: time, deliver)
        case ContentType.changeCipherSpec:
            if suite != nil, !isTLS13 { _ = installKeys(direction, keys) }
        default: giveUp(serverHello == nil ? .helloLost : .lost, at: time, deliver)
        }
    }

    private func openSealed(
        _ header: RecordHeader, _ body: RawSpan, _ direction: Direction, at time: Timestamp, _ keys: KeyLog,
        _ deliver: Delivery
    ) {
        if isTLS13, header.type != ContentType.applicationData {
            // Compatibility mode (RFC 8446 appendix D.4), or an alert of a side that has no keys.
            lanes[direction].records += 1
            if header.type == ContentType.alert { acceptAlert(body, direction, at: time, deliver) }
            return
        }
        if let opened = lanes[direction].openNext(header, body) {
            accept(opened, direction, at: time, keys, deliver)
        } else if let opened = openBehindLoss(header, body, direction, at: time, keys, deliver) {
            accept(opened, direction, at: time, keys, deliver)
        } else {
            fail(header, direction, at: time, keys, deliver)
        }
    }

    /// Takes what was inside a record.
    func accept(
        _ record: OpenedRecord, _ direction: Direction, at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery
    ) {
        isOpened = true
        if record.padding > 0, isTLS13 { lanes[direction].isPadded = true }
        switch record.type {
        case ContentType.applicationData:
            if hasNews {
                hasNews = false
                deliver(time, .secured(facts))
            }
            guard !record.content.isEmpty else { return }
            deliver(time, .bytes(direction, record.content.bytes))
        case ContentType.handshake: acceptSealed(record.content.bytes, direction, at: time, keys, deliver)
        case ContentType.alert: acceptAlert(record.content.bytes, direction, at: time, deliver)
        case ContentType.changeCipherSpec:
            // Keys of a second handshake, whose hellos are in the records before.
            deliver(time, .noted(StreamNote(.notDecrypted, TLSObstacle.renegotiated.text)))
            deliver(time, .lost(direction))
            lanes[direction].enter(.closed, nil)
        default: break
        }
    }

    /// Takes note of a record that does not open, although none before it is missing.
    private func fail(
        _ header: RecordHeader, _ direction: Direction, at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery
    ) {
        if direction == .fromClient, lanes[direction].epoch == .handshake, lanes[direction].sequence == 0,
            takesEarlyData == false, clientHello?.offersEarlyData == true
        {
            // Early data that the server refused is sent again later (RFC 8446 section 4.2.10).
            lanes[direction].records += 1
            return
        }
        guard lanes[direction].opener != nil else {
            // A record of the handshake whose secret is not in the key log.
            lanes[direction].records += 1
            return
        }
        lanes[direction].lose(record: header)
        lanes[direction].failures += 1
        let failures = lanes[direction].failures
        if failures >= TLSLimits.firstFailures, lanes[direction].sequence == 0, !lanes[direction].hasData, let random {
            giveUp(.secretsDoNotFit(random), at: time, deliver)
        } else if failures >= TLSLimits.failures {
            giveUp(.lost, at: time, deliver)
        }
    }

    /// Leaves the connection, or its rest, closed. Nothing more waits.
    func giveUp(_ obstacle: TLSObstacle, at time: Timestamp, _ deliver: Delivery) {
        guard self.obstacle == nil else { return }
        self.obstacle = obstacle
        deliver(time, .noted(StreamNote(.notDecrypted, obstacle.text)))
        for direction in Direction.allCases {
            if isOpened { deliver(time, .lost(direction)) }
            lanes[direction].close(isTLS13: isTLS13)
        }
    }
}

extension TLSLane {
    /// Opens the next record, where none before it is missing.
    mutating func openNext(_ header: RecordHeader, _ body: RawSpan) -> OpenedRecord? {
        guard loss.isNone, let record = opener?.open(header, body, sequence: sequence) else { return nil }
        records &+= 1
        sequence &+= 1
        if record.type == ContentType.applicationData { hasData = true }
        return record
    }

    /// Counts a record that is lost although its border is known.
    mutating func lose(record header: RecordHeader) {
        loss.records += 1
        if let overhead = opener?.overhead, hasData, !isPadded, header.bodyLength >= overhead,
            header.type == ContentType.applicationData
        {
            loss.content += header.bodyLength - overhead
        } else {
            loss.isUncertain = true
        }
    }

    /// Goes on without keys, counting records.
    mutating func close(isTLS13: Bool) {
        guard epoch != .closed else { return }
        if epoch == .clear { sequence = 0 }
        epoch = .closed
        opener = nil
        secret = []
        wait = nil
    }

    /// Counts a record that is not opened: in `sequence` those under keys.
    mutating func count(closed header: RecordHeader, isTLS13: Bool) {
        records += 1
        if header.type == ContentType.changeCipherSpec {
            if !isTLS13 { sequence = 0 }
        } else if !isTLS13 || header.type == ContentType.applicationData {
            sequence &+= 1
        }
    }
}
