package com.example.photos;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.StorageAccount;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** Makes the thumbnail of a new picture and announces it. A corrupt picture fails here until it counts as poison. */
public class MakeThumbnail {
    @FunctionName("MakeThumbnail")
    @StorageAccount("AzureWebJobsStorage")
    public void run(
            @BlobTrigger(name = "photo", path = "photos/{name}", dataType = "binary") byte[] photo,
            @BindingName("name") String name,
            @BlobOutput(name = "thumbnail", path = "thumbnails/{name}", dataType = "binary")
                    OutputBinding<byte[]> thumbnail,
            @QueueOutput(name = "message", queueName = "photo-records") OutputBinding<PhotoRecord> message,
            ExecutionContext context)
            throws IOException {
        BufferedImage picture = Thumbnail.decode(photo);
        int width = picture.getWidth();
        int height = picture.getHeight();
        context.getLogger().info(name + " is a picture of " + width + " x " + height);
        thumbnail.setValue(Thumbnail.encode(picture, name));
        message.setValue(new PhotoRecord(name, photo.length, width, height, "thumbnails/" + name));
    }
}
