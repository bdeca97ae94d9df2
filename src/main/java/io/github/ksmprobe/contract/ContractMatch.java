package io.github.ksmprobe.contract;

import java.util.Optional;

/** What the table says of a version: never silently the nearest row. */
public sealed interface ContractMatch {

  /** The contract to judge by, where there is one. */
  default Optional<Contract> contract() {
    return switch (this) {
      case Known(_, Contract row) -> Optional.of(row);
      case Newer(_, Contract assumed) -> Optional.of(assumed);
      case Fingerprint(Contract row) -> Optional.of(row);
      case Older _, Unreadable _ -> Optional.empty();
    };
  }

  /** The version, where it can be read. */
  default Optional<KsmVersion> version() {
    return switch (this) {
      case Known(KsmVersion known, _) -> Optional.of(known);
      case Newer(KsmVersion newer, _) -> Optional.of(newer);
      case Older(KsmVersion older) -> Optional.of(older);
      case Unreadable _, Fingerprint _ -> Optional.empty();
    };
  }

  /**
   * The table has it.
   *
   * @param known the version
   * @param row its contract
   */
  record Known(KsmVersion known, Contract row) implements ContractMatch {}

  /**
   * Newer than the table: judged by the newest contract, and every verdict says so.
   *
   * @param newer the version
   * @param assumed the newest contract
   */
  record Newer(KsmVersion newer, Contract assumed) implements ContractMatch {}

  /**
   * Older than v2.0.0: not judged.
   *
   * @param older the version
   */
  record Older(KsmVersion older) implements ContractMatch {}

  /**
   * No version can be read: not judged.
   *
   * @param text where it was looked for, an image reference for example
   */
  record Unreadable(String text) implements ContractMatch {}

  /**
   * No version can be read, but the answers are those of one contract and no other.
   *
   * @param row that contract
   */
  record Fingerprint(Contract row) implements ContractMatch {}
}
