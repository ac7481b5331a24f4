package dev.nephelite.emulator.store;

/**
 * The typed name of one ordered collection of records.
 *
 * @param name unique in a store
 */
public record Table<V>(String name, Codec<V> codec) {}
