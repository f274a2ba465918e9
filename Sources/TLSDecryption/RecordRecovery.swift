import ByteStreams

/// What happens behind missing bytes: the next record is looked for, and its place proven by opening it.
extension TLSConnection {
    /// Takes note that a direction's next `count` bytes were not seen; nil where their number is not known.
    func lose(_ count: Int?, _ direction: Direction, at time: Timestamp, _ deliver: Delivery) {
        let pending = lanes[direction].reader.pendingCount
        var loss = RecordReader.Loss.border(of: nil)
        if let count { loss = lanes[direction].reader.skip(count) } else { lanes[direction].reader.lose() }
        if lanes[direction].epoch == .clear {
            guard serverHello != nil, random != nil else { return giveUp(.helloLost, at: time, deliver) }
        }
        switch loss {
        case .nothingMore:
            lanes[direction].loss.add(wire: count, isSearching: lanes[direction].search != nil)
        case .damaged(let header): lanes[direction].lose(record: header)
        case .border:
            lanes[direction].loss.add(wire: count.map { $0 &+ pending }, isSearching: true)
            beginSearch(direction)
        }
        lanes[direction].handshake.reset()
    }

    /// The bytes are no record, although none were missing.
    func loseBorder(_ direction: Direction, at time: Timestamp, _ deliver: Delivery) {
        guard lanes[direction].epoch != .clear else {
            return giveUp(.helloLost, at: time, deliver)
        }
        // Not more records can be lost than the bytes up to the next border have room for.
        lanes[direction].loss.add(wire: RecordHeader.length, isSearching: true)
        lanes[direction].loss.isUncertain = true
        lanes[direction].reader.lose()
        beginSearch(direction)
    }

    private func beginSearch(_ direction: Direction) {
        guard lanes[direction].search == nil else { return }
        lanes[direction].search = RecordSearch()
    }

    /// Looks for the next record of a direction whose border is lost.
    func look(
        in bytes: RawSpan, _ direction: Direction, at time: Timestamp, _ keys: KeyLog, _ deliver: Delivery
    ) {
        guard var search = lanes[direction].search else { return }
        search.append(bytes)
        while let candidate = search.next() {
            lanes[direction].search = search
            let body = search.bytes
            let found = unsafe openBehindLoss(
                candidate.header, body.span.bytes.extracting(candidate.body), direction, passed: search.passed,
                at: time, keys, deliver)
            guard let found else {
                search.reject()
                continue
            }
            lanes[direction].search = nil
            lanes[direction].reader.resume()
            accept(found, direction, at: time, keys, deliver)
            let rest = search.rest(behind: candidate)
            unsafe take(rest.span.bytes, direction, serial: serial, at: time, keys, deliver)
            return
        }
        lanes[direction].search = search
        if search.passed > TLSLimits.searched || obstacle != nil {
            lanes[direction].search = RecordSearch()
            lanes[direction].loss.isUnknown = true
            giveUp(.lost, at: time, deliver)
        }
    }

    /// Opens a record behind a loss, where one of the keys and sequence numbers that it may have opens it.
    func openBehindLoss(
        _ header: RecordHeader, _ body: RawSpan, _ direction: Direction, passed: Int = 0, at time: Timestamp,
        _ keys: KeyLog, _ deliver: Delivery
    ) -> OpenedRecord? {
        var lane = lanes[direction]
        lane.loss.uncountedBytes &+= passed
        let isCounted = lane.search == nil && !lane.loss.isUnknown
        let most = lane.loss.isNone ? 0 : lane.loss.records &+ (isCounted ? 0 : lane.loss.mostRecords)
        var found = openBySequence(header, body, &lane, most)
        if found == nil { found = openUnderLaterKey(header, body, direction, &lane, most, keys) }
        guard let found else { return nil }
        tellLoss(found, &lane, direction, at: time, deliver)
        if found.record.type == ContentType.applicationData { lane.hasData = true }
        lanes[direction] = lane
        return found.record
    }

    /// What was found on trial.
    private struct Found {
        let record: OpenedRecord
        /// Records lost before it; nil where that cannot be known.
        let lost: Int?
        let isSameKey: Bool
    }

    private func openBySequence(
        _ header: RecordHeader, _ body: RawSpan, _ lane: inout TLSLane, _ most: Int
    ) -> Found? {
        guard let opener = lane.opener, most > 0 else { return nil }
        // Lost records whose headers were seen are lost for certain: theirs is the likely number.
        let likely = lane.loss.records
        for trial in 0...most {
            let distance = trial == 0 ? likely : trial <= likely ? trial - 1 : trial
            guard let sequence = attempt(lane.sequence, distance, body) else { return nil }
            guard let record = opener.open(header, body, sequence: sequence) else { continue }
            lane.sequence = sequence &+ 1
            return Found(record: record, lost: distance, isSameKey: true)
        }
        return nil
    }

    private func openUnderLaterKey(
        _ header: RecordHeader, _ body: RawSpan, _ direction: Direction, _ lane: inout TLSLane, _ most: Int,
        _ keys: KeyLog
    ) -> Found? {
        for key in laterKeys(direction, lane, most, keys) {
            for distance in 0...most {
                guard let sequence = attempt(0, distance, body) else { return nil }
                guard let record = key.opener.open(header, body, sequence: sequence) else { continue }
                lane.enter(key.epoch, key.opener, secret: key.secret)
                lane.sequence = sequence &+ 1
                let isCounted = lane.loss.uncountedBytes == 0 && !lane.loss.isUnknown
                return Found(record: record, lost: isCounted ? lane.loss.records : nil, isSameKey: false)
            }
        }
        return nil
    }

    /// The sequence number at a distance, if there is room for one more trial.
    private func attempt(_ sequence: UInt64, _ distance: Int, _ body: RawSpan) -> UInt64? {
        guard trialBytes < TLSLimits.trialBytes, distance <= TLSLimits.trials else { return nil }
        trialBytes &+= body.byteCount &+ 64
        return sequence &+ UInt64(distance)
    }

    /// The keys that may have come into use behind those of a direction.
    private func laterKeys(
        _ direction: Direction, _ lane: TLSLane, _ most: Int, _ keys: KeyLog
    ) -> [(epoch: TLSLane.Epoch, secret: [UInt8], opener: RecordOpener)] {
        guard let suite, suite.isTLS13, let random, let secrets = keys.secrets(for: random) else { return [] }
        var later: [(epoch: TLSLane.Epoch, secret: [UInt8])] = []
        let order: [TLSLane.Epoch] = [.early, .handshake, .application]
        if lane.epoch == .application {
            var secret = lane.secret
            for _ in 0..<(most > 0 ? TLSLimits.keyGenerations : 0) {
                secret = KeySchedule.nextTrafficSecret(secret, hash: suite.hash)
                later.append((.application, secret))
            }
        } else if let place = order.firstIndex(of: lane.epoch) {
            for epoch in order[(place + 1)...] {
                if let secret = secrets.trafficSecret(epoch, direction) { later.append((epoch, secret)) }
            }
        }
        return later.compactMap { key in
            guard let opener = RecordOpener(trafficSecret: key.secret, suite: suite) else { return nil }
            return (key.epoch, key.secret, opener)
        }
    }

    /// Tells what was lost before a record that opens, and how many bytes of content that is, where it can be told.
    private func tellLoss(
        _ found: Found, _ lane: inout TLSLane, _ direction: Direction, at time: Timestamp, _ deliver: Delivery
    ) {
        let loss = lane.loss
        lane.loss = RecordLoss()
        lane.failures = 0
        lane.records &+= (loss.isReopened ? 0 : found.lost ?? 0) &+ 1
        guard !loss.isNone, found.lost != 0 || loss.uncountedBytes > 0 || loss.isUnknown else { return }
        if lane.epoch == .application {
            let words = loss.words(found.lost, of: direction.side, next: lane.records)
            deliver(time, .noted(StreamNote(.recordsLost, words)))
        }
        guard isOpened || lane.hasData || loss.isReopened else { return }
        let isCertain = found.isSameKey && lane.hasData && !lane.isPadded
        guard let lost = found.lost, isCertain,
            let count = loss.contentLength(lost, overhead: lane.opener?.overhead)
        else { return deliver(time, .lost(direction)) }
        if count > 0 { deliver(time, .gap(direction, count: count)) }
    }

    /// Tells what is missing at the end.
    func end(at time: Timestamp, _ deliver: Delivery) {
        for direction in Direction.allCases where isOpened && !lanes[direction].loss.isNone {
            lanes[direction].loss = RecordLoss()
            deliver(time, .lost(direction))
        }
    }

    /// Opens what can be opened from now on, where a secret came too late for what was held.
    func reopen(_ keys: KeyLog) {
        guard case .noSecret = obstacle, suite != nil else { return }
        var isReopened = false
        for direction in Direction.allCases where lanes[direction].epoch == .closed {
            let count = lanes[direction].sequence
            lanes[direction].epoch = .application
            guard installKeys(direction, keys) else {
                lanes[direction].epoch = .closed
                continue
            }
            isReopened = true
            // Of the records so far, some of TLS 1.3 were under the keys of the handshake.
            let doubt: UInt64 = isTLS13 ? min(count, 64) : 0
            lanes[direction].sequence = count &- doubt
            lanes[direction].loss.isReopened = true
            lanes[direction].loss.isUnknown = true
        }
        if isReopened { obstacle = nil }
    }
}

extension RecordLoss {
    /// Takes note of bytes on the wire that are missing together with their records' borders.
    mutating func add(wire count: Int?, isSearching: Bool) {
        guard isSearching else { return }
        guard let count else {
            isUnknown = true
            return
        }
        let (sum, overflow) = uncountedBytes.addingReportingOverflow(count)
        uncountedBytes = overflow ? .max : sum
    }

    /// What was lost of a side, in words; `next` is the number of the record behind it.
    func words(_ lost: Int?, of side: String, next: Int) -> String {
        if isReopened { return "the secret came late: the \(side)'s records are opened from record \(next) on" }
        guard let lost else {
            return "records of the \(side) lost, their number is not known; resumed under its next keys"
        }
        return "\(lost == 1 ? "1 record" : "\(lost) records") of the \(side) lost, resumed at record \(next)"
    }

    /// Bytes of content of the lost records, where nothing but content can have been in them.
    func contentLength(_ lost: Int, overhead: Int?) -> Int? {
        guard let overhead, !isUnknown, !isUncertain else { return nil }
        let uncounted = lost - records
        guard uncounted > 0 || uncountedBytes == 0 else { return nil }
        let (cost, overflow) = uncounted.multipliedReportingOverflow(by: RecordHeader.length + overhead)
        guard !overflow, uncountedBytes >= cost else { return nil }
        let (sum, isTooLong) = content.addingReportingOverflow(uncountedBytes - cost)
        return isTooLong ? nil : sum
    }
}
