package dev.nephelite.emulator.store.disk;

/** What an acknowledged write survives. */
public enum Durability {
    /** The end of the process at any instant; the operating system has the bytes. */
    PROCESS,

    /** Loss of power as well; the disk has the bytes. */
    FSYNC
}
