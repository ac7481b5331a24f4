package com.example.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ThumbnailTest {
    @ParameterizedTest
    @CsvSource({
        "640, 427, 160, 107",
        "427, 640, 107, 160",
        "161, 161, 160, 160",
        "160, 90, 160, 90",
        "3, 2, 3, 2",
        "2000, 1, 160, 1"
    })
    void keeps_the_proportions_and_never_enlarges(int width, int height, int smallWidth, int smallHeight)
            throws IOException {
        BufferedImage thumbnail = thumbnail(Pictures.jpeg(width, height), "picture.jpg");

        assertEquals(smallWidth, thumbnail.getWidth());
        assertEquals(smallHeight, thumbnail.getHeight());
    }

    @ParameterizedTest
    @CsvSource({"picture.png, png", "picture.jpg, jpeg", "PICTURE.PNG, png", "Picture.JPEG, jpeg"})
    void is_encoded_as_its_name_says(String name, String format) throws IOException {
        BufferedImage picture = Thumbnail.decode(Pictures.png(400, 300));

        assertEquals(format, Pictures.format(Thumbnail.encode(picture, name)));
    }

    @Test
    void of_a_transparent_png_stays_transparent_where_nothing_was_painted() throws IOException {
        BufferedImage thumbnail = thumbnail(Pictures.halfTransparentPng(400, 300), "picture.png");

        assertEquals(0x00, thumbnail.getRGB(120, 60) >>> 24);
        assertEquals(Pictures.BLUE, thumbnail.getRGB(40, 60));
    }

    @Test
    void as_a_jpeg_shows_white_where_nothing_was_painted() throws IOException {
        BufferedImage thumbnail = thumbnail(Pictures.halfTransparentPng(400, 300), "picture.jpg");

        assertEquals(0xFFFFFFFF, thumbnail.getRGB(120, 60));
    }

    @Test
    void blends_all_pixels_that_it_leaves_out() throws IOException {
        BufferedImage thumbnail = thumbnail(Pictures.chequeredPng(1280, 1280), "picture.png");

        assertEquals(0x80, thumbnail.getRGB(80, 80) & 0xFF, 1);
    }

    @Test
    void cannot_be_made_of_text() {
        assertThrows(IOException.class, () -> Thumbnail.decode("not a picture".getBytes()));
    }

    @Test
    void cannot_be_made_of_half_a_png() throws IOException {
        byte[] photo = Pictures.png(400, 300);

        assertThrows(IOException.class, () -> Thumbnail.decode(Arrays.copyOf(photo, photo.length / 2)));
    }

    @Test
    void cannot_be_made_of_the_head_of_a_jpeg() throws IOException {
        byte[] photo = Pictures.jpeg(400, 300);

        assertThrows(IOException.class, () -> Thumbnail.decode(Arrays.copyOf(photo, 64)));
    }

    private static BufferedImage thumbnail(byte[] photo, String name) throws IOException {
        return Thumbnail.decode(Thumbnail.encode(Thumbnail.decode(photo), name));
    }
}
