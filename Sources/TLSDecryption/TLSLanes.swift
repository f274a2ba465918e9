import ByteStreams

/// The two directions of a connection, in memory of their own: both are changed in place, many times a record.
@safe struct TLSLanes: ~Copyable {
    private let lanes: UnsafeMutablePointer<TLSLane>

    init() {
        unsafe lanes = .allocate(capacity: 2)
        unsafe lanes.initialize(repeating: TLSLane(), count: 2)
    }

    deinit {
        unsafe lanes.deinitialize(count: 2)
        unsafe lanes.deallocate()
    }

    subscript(direction: Direction) -> TLSLane {
        unsafeAddress { unsafe UnsafePointer(lanes + (direction == .fromClient ? 0 : 1)) }
        nonmutating unsafeMutableAddress { unsafe lanes + (direction == .fromClient ? 0 : 1) }
    }
}
