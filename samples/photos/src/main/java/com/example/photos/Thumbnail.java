package com.example.photos;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture made small. It is encoded as its name says, so that the blob's name does not lie about its content. */
final class Thumbnail {
    static final int LONGER_SIDE = 160;

    static {
        // Pixels need no screen: without this, AWT looks for one.
        System.setProperty("java.awt.headless", "true");
    }

    private Thumbnail() {}

    static BufferedImage decode(byte[] photo) throws IOException {
        BufferedImage picture = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(photo)));
        if (picture == null) {
            throw new IOException("not a picture: no image format known to Java begins with these bytes");
        }
        return picture;
    }

    /** Returns {@code picture} with no side over {@link #LONGER_SIDE}. A PNG stays transparent, a JPEG turns white. */
    static byte[] encode(BufferedImage picture, String name) throws IOException {
        String format = format(name);
        boolean transparent = format.equals("png") && picture.getColorModel().hasAlpha();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(shrink(picture, transparent), format, out);
        }
        return bytes.toByteArray();
    }

    /** Returns {@code png} or {@code jpeg}, as the media type {@code image/…} spells it. */
    static String format(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".png") ? "png" : "jpeg";
    }

    private static BufferedImage shrink(BufferedImage picture, boolean transparent) {
        double factor = (double) LONGER_SIDE / Math.max(picture.getWidth(), picture.getHeight());
        int width = (int) Math.max(1, Math.round(picture.getWidth() * Math.min(1, factor)));
        int height = (int) Math.max(1, Math.round(picture.getHeight() * Math.min(1, factor)));
        BufferedImage shrunk = picture;
        // Bilinear filtering sees four pixels at a time; a step beyond one half would skip the others.
        do {
            int nextWidth = Math.max(width, shrunk.getWidth() / 2);
            int nextHeight = Math.max(height, shrunk.getHeight() / 2);
            shrunk = draw(shrunk, nextWidth, nextHeight, transparent);
        } while (shrunk.getWidth() > width || shrunk.getHeight() > height);
        return shrunk;
    }

    private static BufferedImage draw(BufferedImage picture, int width, int height, boolean transparent) {
        int type = transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage drawn = new BufferedImage(width, height, type);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, transparent ? null : Color.WHITE, null);
        graphics.dispose();
        return drawn;
    }
}
