package com.example.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MakeThumbnailTest {
    private final Output<byte[]> thumbnail = new Output<>();
    private final Output<PhotoRecord> message = new Output<>();

    @Test
    void announces_the_size_of_the_picture_and_the_place_of_its_thumbnail() throws IOException {
        byte[] photo = Pictures.png(640, 427);

        new MakeThumbnail().run(photo, "sky.png", thumbnail, message, new Invocation());

        PhotoRecord announced = message.getValue();
        assertEquals("sky.png", announced.getName());
        assertEquals(photo.length, announced.getBytes());
        assertEquals(640, announced.getWidth());
        assertEquals(427, announced.getHeight());
        assertEquals("thumbnails/sky.png", announced.getThumbnail());
        assertEquals(160, Thumbnail.decode(thumbnail.getValue()).getWidth());
    }

    @Test
    void fails_on_a_corrupt_picture_and_announces_nothing() {
        byte[] corrupt = {1, 2, 3};

        assertThrows(IOException.class, () -> new MakeThumbnail()
                .run(corrupt, "sky.jpg", thumbnail, message, new Invocation()));
        assertNull(thumbnail.getValue());
        assertNull(message.getValue());
    }

    private static final class Output<T> implements OutputBinding<T> {
        private T value;

        @Override
        public T getValue() {
            return value;
        }

        @Override
        public void setValue(T value) {
            this.value = value;
        }
    }

    private record Invocation() implements ExecutionContext {
        @Override
        public Logger getLogger() {
            Logger silent = Logger.getAnonymousLogger();
            silent.setLevel(Level.OFF);
            return silent;
        }

        @Override
        public String getInvocationId() {
            return "1";
        }

        @Override
        public String getFunctionName() {
            return "MakeThumbnail";
        }
    }
}
