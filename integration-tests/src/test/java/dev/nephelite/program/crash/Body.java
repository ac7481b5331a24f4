package dev.nephelite.program.crash;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/** Bytes that are computed from a number, so that the number is all that has to be kept. */
record Body(long seed) implements Comparable<Body> {
    private static final int KIBIBYTE = 1024;
    private static final int MEBIBYTE = 1024 * KIBIBYTE;

    /** The size from which a store may keep bytes in another way. */
    private static final int TURNING_POINT = 8 * KIBIBYTE;

    int size() {
        return size(new Random(seed));
    }

    byte[] bytes() {
        Random random = new Random(seed);
        byte[] bytes = new byte[size(random)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What it is called when it is a block, which tells what has to be in it. */
    String id() {
        byte[] name = HexFormat.of().toHexDigits(seed).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(name);
    }

    /** The order of the ids. */
    @Override
    public int compareTo(Body other) {
        return id().compareTo(other.id());
    }

    @Override
    public String toString() {
        return id() + ":" + size();
    }

    private static int size(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1, 2, 3 -> 1 + random.nextInt(TURNING_POINT);
            case 4, 5 -> TURNING_POINT - 2 + random.nextInt(5);
            case 6, 7, 8 -> 1 + random.nextInt(64 * KIBIBYTE);
            default -> 1 + random.nextInt(MEBIBYTE);
        };
    }
}
