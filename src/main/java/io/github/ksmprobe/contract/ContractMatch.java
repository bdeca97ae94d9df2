package io.github.ksmprobe.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What the table says of a version: never silently the nearest row. */
public sealed interface ContractMatch {

  /** The contract to judge by, where there is one. */
  Optional<Contract> contract();

  /** The version, where it can be read. */
  Optional<KsmVersion> version();

  /**
   * The table has it.
   *
   * @param known the version
   * @param row its contract
   */
  record Known(KsmVersion known, Contract row) implements ContractMatch {
    public Known {
      requireNonNull(known);
      requireNonNull(row);
    }

    @Override
    public Optional<Contract> contract() {
      return Optional.of(row);
    }

    @Override
    public Optional<KsmVersion> version() {
      return Optional.of(known);
    }
  }

  /**
   * Newer than the table: judged by the newest contract, and every verdict says so.
   *
   * @param newer the version
   * @param assumed the newest contract
   */
  record Newer(KsmVersion newer, Contract assumed) implements ContractMatch {
    public Newer {
      requireNonNull(newer);
      requireNonNull(assumed);
    }

    @Override
    public Optional<Contract> contract() {
      return Optional.of(assumed);
    }

    @Override
    public Optional<KsmVersion> version() {
      return Optional.of(newer);
    }
  }

  /**
   * Older than v2.0.0: not judged.
   *
   * @param older the version
   */
  record Older(KsmVersion older) implements ContractMatch {
    public Older {
      requireNonNull(older);
    }

    @Override
    public Optional<Contract> contract() {
      return Optional.empty();
    }

    @Override
    public Optional<KsmVersion> version() {
      return Optional.of(older);
    }
  }

  /**
   * No version can be read: not judged.
   *
   * @param text where it was looked for, an image reference for example
   */
  record Unreadable(String text) implements ContractMatch {
    public Unreadable {
      requireNonNull(text);
    }

    @Override
    public Optional<Contract> contract() {
      return Optional.empty();
    }

    @Override
    public Optional<KsmVersion> version() {
      return Optional.empty();
    }
  }

  /**
   * No version can be read, but the answers are those of one contract and no other.
   *
   * @param row that contract
   */
  record Fingerprint(Contract row) implements ContractMatch {
    public Fingerprint {
      requireNonNull(row);
    }

    @Override
    public Optional<Contract> contract() {
      return Optional.of(row);
    }

    @Override
    public Optional<KsmVersion> version() {
      return Optional.empty();
    }
  }
}
