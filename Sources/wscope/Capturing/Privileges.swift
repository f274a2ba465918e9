import Glibc

/// Why privileges could not be given up.
struct PrivilegeError: Error, Hashable {
    let reason: String
}

/// What the process may do beyond what any user may.
enum Privileges {
    /// How the program is allowed to capture without root.
    static var advice: String {
        "wscope: run it as root, or allow it once: sudo setcap cap_net_raw,cap_net_admin+eip \(quoted(executable))"
    }

    /// The real path of this program.
    static var executable: String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { memory in
            guard let start = memory.baseAddress else { return "wscope" }
            let count = unsafe readlink("/proc/self/exe", start, memory.count)
            guard count > 0 else { return "wscope" }
            let path = unsafe UnsafeRawBufferPointer(start: start, count: count)
            return unsafe String(decoding: path, as: UTF8.self)
        }
    }

    /// A path as a shell takes it for one word.
    static func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy {
            ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a || ($0 >= 0x2d && $0 <= 0x39) || $0 == 0x5f || $0 == 0x2b
        }
        return isPlain
            ? path : "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// Becomes a user that is not root, with all groups of that user, so that there is no way back. To be done while
    /// the process has one thread.
    static func drop(to name: String) throws(PrivilegeError) {
        guard geteuid() == 0 else { throw PrivilegeError(reason: "only root can become another user") }
        guard let entry = unsafe getpwnam(name) else { throw PrivilegeError(reason: "there is no such user") }
        let user = unsafe entry.pointee.pw_uid
        let group = unsafe entry.pointee.pw_gid
        guard user != 0 else { throw PrivilegeError(reason: "this user is root; name one that is not") }
        try check(unsafe initgroups(name, group), "the groups cannot be set")
        try check(setgid(group), "the group cannot be changed")
        try check(setuid(user), "the user cannot be changed")
        let isBack = setuid(0) == 0 || seteuid(0) == 0 || (group != 0 && setegid(0) == 0)
        guard !isBack, getuid() == user, geteuid() == user, getgid() == group, getegid() == group else {
            throw PrivilegeError(reason: "root could be regained afterwards, so nothing is captured")
        }
    }

    private static func check(_ result: Int32, _ what: String) throws(PrivilegeError) {
        guard result == 0 else {
            throw PrivilegeError(reason: "\(what): \(unsafe String(cString: strerror(errno)))")
        }
    }
}
