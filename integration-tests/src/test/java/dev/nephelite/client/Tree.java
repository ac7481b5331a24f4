package dev.nephelite.client;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A container full of files whose names are as odd as file systems let them be. */
record Tree(BlobContainerClient container) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** What follows a name of its own in each file; the wide dot and stroke are how rclone stores what Azure would not. */
    private static final List<String> ENDS = List.of(
            "",
            ".txt",
            " with spaces ",
            " + plus",
            "%",
            "%41%2F%zz",
            "#fragment",
            "?query=a&b=c",
            "'single' \"double\" `back`",
            ";semi:colon,comma",
            "<angle>|pipe*star",
            "(round)[square]{curly}",
            "~!@$^=-_",
            "ä ö ü ß é",
            "e\u0301 in two signs",
            "日本語",
            "😀👩‍👩‍👧",
            "\u05E9\u05DC\u05D5\u05DD",
            "...middle..dots",
            "dots at the end\uFF0E",
            "a\uFF3Cstroke",
            "x".repeat(200));

    /** Fills the container with {@code count} files, some of them empty, some of several megabytes. */
    void fill(int count) {
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            put(name(i), random, i % 500 == 7 ? 3 * MEBIBYTE + i : i % 10 == 3 ? 0 : random.nextInt(3000));
        }
    }

    /** Writes some files anew, deletes some, and adds some. */
    void change(int count) {
        Random random = new Random(2);
        for (int i = 0; i < count; i += 3) {
            if (i % 2 == 0) {
                container.getBlobClient(name(i)).delete();
            } else {
                put(name(i), random, 10 + random.nextInt(100));
            }
            put("new/" + i, random, 5);
        }
    }

    /** The size and the checksum of each file. */
    SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        for (BlobItem item : container.listBlobs()) {
            files.put(
                    item.getName(),
                    item.getProperties().getContentLength() + " bytes, MD5 "
                            + HexFormat.of().formatHex(item.getProperties().getContentMd5()));
        }
        return files;
    }

    private void put(String name, Random random, int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        container.getBlobClient(name).upload(BinaryData.fromBytes(content), true);
    }

    private static String name(int number) {
        String folder = number % 7 == 0 ? "" : "folder %d/.hidden %d/".formatted(number % 7, number % 3);
        return folder + number + ENDS.get(number % ENDS.size());
    }
}
