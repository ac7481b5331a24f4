package com.example.photos;

/** What is known about one picture: the message in the queue, the blob in {@code records}, the element of the list. */
public final class PhotoRecord {
    private String name;
    private long bytes;
    private int width;
    private int height;
    private String thumbnail;

    /** For JSON, which then fills in the fields. */
    private PhotoRecord() {}

    public PhotoRecord(String name, long bytes, int width, int height, String thumbnail) {
        this.name = name;
        this.bytes = bytes;
        this.width = width;
        this.height = height;
        this.thumbnail = thumbnail;
    }

    public String getName() {
        return name;
    }

    public long getBytes() {
        return bytes;
    }

    public int getWidth() {
        return width;
    }

    public int getHeight() {
        return height;
    }

    /** The path of the thumbnail's blob, with its container. */
    public String getThumbnail() {
        return thumbnail;
    }
}
