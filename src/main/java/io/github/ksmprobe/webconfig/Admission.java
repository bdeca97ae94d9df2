package io.github.ksmprobe.webconfig;

/** Whether a request may come in. */
public enum Admission {
  /** With the right password, or where none is asked for. */
  ADMITTED,
  /** Without a user, with an unknown one, or with a wrong password. */
  REFUSED,
  /** Too many passwords are being checked already. */
  BUSY
}
