/**
 * Stores pictures and makes thumbnails and records of them.
 *
 * <p>Follow one picture: {@link com.example.photos.UploadPhoto} stores it as a blob, the blob triggers
 * {@link com.example.photos.MakeThumbnail}, whose message triggers {@link com.example.photos.WriteRecord}. The results are
 * served by {@link com.example.photos.ListPhotos} and {@link com.example.photos.DownloadThumbnail}, and
 * counted every minute by {@link com.example.photos.WriteSummary}.
 */
package com.example.photos;
