package dev.nephelite.emulator.service;

import java.util.zip.Checksum;

/** CRC-64/NVME, the checksum of the storage services. */
final class Crc64 implements Checksum {
    private static final long POLYNOMIAL = 0x9A6C_9329_AC4B_C9B5L;
    private static final int SLICES = 8;
    private static final long[][] TABLES = tables();

    private long value = -1;

    @Override
    public void update(int octet) {
        value = (value >>> 8) ^ TABLES[0][(int) (value ^ octet) & 0xFF];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int position = offset;
        int end = offset + length;
        for (; end - position >= SLICES; position += SLICES) {
            long sum = 0;
            for (int i = 0; i < SLICES; i++) {
                int octet = (int) (value >>> (8 * i)) ^ bytes[position + i];
                sum ^= TABLES[SLICES - 1 - i][octet & 0xFF];
            }
            value = sum;
        }
        for (; position < end; position++) {
            update(bytes[position]);
        }
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
