package dev.nephelite.emulator.service;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/** CRC-64/NVME, the checksum of the storage services. */
public final class Crc64 implements Checksum {
    private static final long POLYNOMIAL = 0x9A6C_9329_AC4B_C9B5L;
    private static final int SLICES = 8;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[][] TABLES = tables();

    private long value = -1;

    @Override
    public void update(int octet) {
        value = (value >>> 8) ^ TABLES[0][(int) (value ^ octet) & 0xFF];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int inSlices = end - length % SLICES;
        value = slices(value, bytes, offset, inSlices);
        for (int position = inSlices; position < end; position++) {
            update(bytes[position]);
        }
    }

    /** Spelled out, for a loop over the tables takes twice as long. */
    private static long slices(long start, byte[] bytes, int from, int to) {
        long[] t0 = TABLES[0];
        long[] t1 = TABLES[1];
        long[] t2 = TABLES[2];
        long[] t3 = TABLES[3];
        long[] t4 = TABLES[4];
        long[] t5 = TABLES[5];
        long[] t6 = TABLES[6];
        long[] t7 = TABLES[7];
        long sum = start;
        for (int position = from; position < to; position += SLICES) {
            long octets = sum ^ (long) LONGS.get(bytes, position);
            sum = t7[(int) octets & 0xFF]
                    ^ t6[(int) (octets >>> 8) & 0xFF]
                    ^ t5[(int) (octets >>> 16) & 0xFF]
                    ^ t4[(int) (octets >>> 24) & 0xFF]
                    ^ t3[(int) (octets >>> 32) & 0xFF]
                    ^ t2[(int) (octets >>> 40) & 0xFF]
                    ^ t1[(int) (octets >>> 48) & 0xFF]
                    ^ t0[(int) (octets >>> 56)];
        }
        return sum;
    }

    @Override
    public long getValue() {
        return ~value;
    }

    @Override
    public void reset() {
        value = -1;
    }

    /** Table n holds the remainder of each octet with n octets of zero behind it. */
    private static long[][] tables() {
        long[][] tables = new long[SLICES][256];
        for (int octet = 0; octet < 256; octet++) {
            long remainder = octet;
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder & 1) == 0 ? remainder >>> 1 : (remainder >>> 1) ^ POLYNOMIAL;
            }
            tables[0][octet] = remainder;
        }
        for (int slice = 1; slice < SLICES; slice++) {
            for (int octet = 0; octet < 256; octet++) {
                long before = tables[slice - 1][octet];
                tables[slice][octet] = (before >>> 8) ^ tables[0][(int) before & 0xFF];
            }
        }
        return tables;
    }
}
