/**
 * Pictures go in, thumbnails and records come out.
 *
 * <p>Follow one picture: {@link com.example.photos.UploadPhoto} stores it as a blob, the blob wakes
 * {@link com.example.photos.MakeThumbnail}, whose message wakes {@link com.example.photos.WriteRecord}. What they leave
 * behind is served by {@link com.example.photos.ListPhotos} and {@link com.example.photos.DownloadThumbnail}, and
 * counted every minute by {@link com.example.photos.WriteSummary}.
 */
package com.example.photos;
