import Foundation
import Testing

/// What `wscope capture` and `wscope interfaces` say where capturing is not possible.
@Suite(.timeLimit(.minutes(5)))
struct CaptureRefusalTests {
    @Test(arguments: [
        (["capture"], "Name an interface with -i"), (["capture", "-i", "lo", "--snaplen", "0"], "--snaplen is from 1"),
        (["capture", "-i", "lo", "-B", "0"], "--buffer is from 1"),
        (["capture", "-i", "lo", "--ring-size", "1M"], "--ring-size needs --pcapng"),
        (["capture", "-i", "lo", "--pcapng", "x", "--ring-size", "10"], "--ring-size is at least"),
        (["capture", "-i", "lo", "--pcapng", "x", "--ring-files", "2"], "--ring-files needs --ring-size"),
        (["capture", "-i", "lo", "--pcapng", "-"], "--pcapng needs the path of a file"),
        (["read", "-f", "tcp prot 80", "x.pcap"], "the filter `tcp prot 80` is wrong: "),
    ])
    func `wrong usage is told`(_ arguments: [String], _ words: String) throws {
        let program = try RunningProgram(arguments)
        #expect(program.finish() == 2)
        #expect(program.diagnostics.contains(words))
        #expect(program.output.isEmpty)
    }

    @Test(.enabled(if: CapturePermission.isGiven, "capturing needs root or cap_net_raw"))
    func `an unknown interface is told with those that there are`() throws {
        let program = try RunningProgram(["capture", "-i", "wscope-none"])
        #expect(program.finish() == 5)
        #expect(program.diagnostics.hasPrefix("wscope: wscope-none: there is no such interface: choose among "))
        #expect(program.diagnostics.contains("lo"))
    }

    @Test(.enabled(if: CapturePermission.isGiven, "capturing needs root or cap_net_raw"))
    func `a wrong filter is told in the words of libpcap`() throws {
        let program = try RunningProgram(["capture", "-i", "lo", "-f", "tcp prot 80"])
        #expect(program.finish() == 2)
        #expect(program.diagnostics.hasPrefix("wscope: the filter `tcp prot 80` is wrong: "))
        #expect(program.diagnostics.contains("syntax error"))
    }

    @Test(.enabled(if: CapturePermission.isGiven, "capturing needs root or cap_net_raw"))
    func `a file that cannot be made is told before anything is captured`() throws {
        let program = try RunningProgram(["capture", "-i", "lo", "--pcapng", "/nonexistent/x.pcapng"])
        #expect(program.finish() == 2)
        #expect(
            program.diagnostics
                == "wscope: /nonexistent/x.pcapng: it cannot be written: No such file or directory\n")
    }

    @Test(.enabled(if: getuid() == 0, "only root can give capabilities up"))
    func `without permission the exact remedy is told`() throws {
        let program = try RunningProgram(
            ["capture", "-i", "lo"], before: ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"])
        #expect(program.finish() == 5)
        #expect(program.diagnostics.contains("lo: capturing needs the capabilities cap_net_raw and cap_net_admin"))
        #expect(
            program.diagnostics.contains("sudo setcap cap_net_raw,cap_net_admin+eip \(Wscope.path)\n"))
    }

    @Test(
        .enabled(if: getuid() == 0 && CapturePermission.isGiven, "only root can become another user"),
        arguments: [("wscope-none", "there is no such user"), ("root", "this user is root")])
    func `a user that is none, or root, is refused`(_ user: String, _ words: String) throws {
        let program = try RunningProgram(["capture", "-i", "lo", "--user", user])
        #expect(program.finish() == 5)
        #expect(program.diagnostics.hasPrefix("wscope: --user \(user): \(words)"))
    }

    @Test(.enabled(if: CapturePermission.canMakeInterfaces, "making interfaces needs root, unshare and ip"))
    func `an interface that goes down and then vanishes is told`() throws {
        let script = """
            ip link add v0 type veth peer name v1 && ip link set v0 up && ip link set v1 up || exit
            { "$@" 2>&1; echo "exit code $?"; } | while read -r line; do
                echo "$line"
                case $line in
                    *"capturing on"*) ip link set v0 down ;;
                    *"went down"*) ip link delete v0 ;;
                esac
            done
            """
        let program = try RunningProgram(["capture", "-i", "v0"], before: ["unshare", "-n", "sh", "-c", script, "sh"])
        #expect(program.finish() == 0)
        let lines = program.output.split(separator: "\n")
        try #require(lines.count > 3, "\(program.output) \(program.diagnostics)")
        #expect(lines[0] == "wscope: capturing on v0 (Ethernet)")
        #expect(lines[1] == "wscope: v0: the interface went down; capturing goes on when it is up again")
        #expect(lines[2].hasPrefix("wscope: v0: nothing more comes from it: "))
        #expect(lines[2].hasSuffix("; what was captured before is kept"))
        #expect(lines.last == "exit code 5")
    }

    @Test
    func `interfaces are listed with their addresses`() throws {
        let program = try RunningProgram(["interfaces"])
        #expect(program.finish() == 0)
        let line = try #require(program.output.split(separator: "\n").first { $0.hasPrefix("lo ") })
        #expect(line.contains("loopback"))
        #expect(line.contains("127.0.0.1/8"))
    }
}
