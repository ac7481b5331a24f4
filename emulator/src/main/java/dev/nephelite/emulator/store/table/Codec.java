package dev.nephelite.emulator.store.table;

/** Serializes the records of a table. The bytes are part of the data folder's format. */
public interface Codec<V> {
    /** For tables of integers. */
    Codec<Long> NUMBER = new Codec<>() {
        @Override
        public void write(Long value, RecordOutput out) {
            out.number(value);
        }

        @Override
        public Long read(RecordInput in) {
            return in.number();
        }
    };

    void write(V value, RecordOutput out);

    V read(RecordInput in);
}
