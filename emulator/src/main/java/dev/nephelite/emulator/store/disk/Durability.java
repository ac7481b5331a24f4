package dev.nephelite.emulator.store.disk;

/** What acknowledged writes survive. */
public enum Durability {
    /** A crash of the process: the operating system has the bytes. */
    PROCESS,

    /** A loss of power as well: the disk has the bytes. */
    FSYNC
}
