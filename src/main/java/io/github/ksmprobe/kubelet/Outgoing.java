package io.github.ksmprobe.kubelet;

/** What a probe puts on the network: a request, or a connection and nothing more. */
public sealed interface Outgoing permits ProbeRequest, TcpDial {

  /** The host to dial, IPv6 without brackets. */
  String hostname();

  int port();

  /** Where it goes, for a person; passwords are masked. */
  String address();

  /** For a person, {@code GET http://10.0.0.7:8081/readyz} or {@code TCP 10.0.0.7:8081}. */
  String describe();
}
