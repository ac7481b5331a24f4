package com.example.photos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Pictures to test with, drawn pixel by pixel. */
final class Pictures {
    static final int BLUE = 0xFF3366CC;
    private static final int WHITE = 0xFFFFFFFF;
    private static final int BLACK = 0xFF000000;
    private static final int NOTHING = 0x00000000;

    private Pictures() {}

    static byte[] jpeg(int width, int height) throws IOException {
        return encode("jpeg", draw(width, height, BufferedImage.TYPE_INT_RGB, (x, y) -> BLUE));
    }

    static byte[] png(int width, int height) throws IOException {
        return encode("png", draw(width, height, BufferedImage.TYPE_INT_RGB, (x, y) -> BLUE));
    }

    /** The left half is blue; the right half was never painted. */
    static byte[] halfTransparentPng(int width, int height) throws IOException {
        return encode(
                "png", draw(width, height, BufferedImage.TYPE_INT_ARGB, (x, y) -> x < width / 2 ? BLUE : NOTHING));
    }

    /** Black and white, changing with every pixel: from far enough away it is grey. */
    static byte[] chequeredPng(int width, int height) throws IOException {
        return encode(
                "png", draw(width, height, BufferedImage.TYPE_INT_RGB, (x, y) -> (x + y) % 2 == 0 ? BLACK : WHITE));
    }

    /** The format that {@code photo} is really in, whatever it is called. */
    static String format(byte[] photo) throws IOException {
        MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(photo));
        return ImageIO.getImageReaders(in).next().getFormatName().toLowerCase();
    }

    private static BufferedImage draw(int width, int height, int type, IntBinaryOperator color) {
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, color.applyAsInt(x, y));
            }
        }
        return picture;
    }

    private static byte[] encode(String format, BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(picture, format, bytes));
        return bytes.toByteArray();
    }
}
