using SkiaSharp;

namespace SmartCityPia.Reports.Images;

/// <summary>Why a picture can't be a logo: the key of the sentence.</summary>
public sealed class LogoRefusedException(string rule) : Exception(rule);

/// <summary>A logo as pixels. What was uploaded is decoded and encoded anew, so that nothing but pixels of it is kept.</summary>
/// <param name="Rgb">Three bytes for each pixel, on white.</param>
public sealed record LogoImage(int Width, int Height, byte[] Rgb)
{
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Looked at before any pixel is decoded.</summary>
    public const int MaxPixels = 4_000_000;

    /// <summary>Larger ones are scaled down: so high and wide it is sharp in print.</summary>
    public const int MaxHeight = 240;

    public const int MaxWidth = 960;

    /// <returns>The picture as PNG.</returns>
    /// <exception cref="LogoRefusedException">It is no PNG, JPEG or WebP, is broken or too large.</exception>
    public static byte[] Encode(byte[] file)
    {
        if (file.Length > MaxBytes)
            throw new LogoRefusedException("LogoTooLarge");
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp })
            throw new LogoRefusedException("LogoFormat");
        if (codec.Info.Width < 1 || codec.Info.Height < 1 || (long)codec.Info.Width * codec.Info.Height > MaxPixels)
            throw new LogoRefusedException("LogoTooLarge");
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
            throw new LogoRefusedException("LogoBroken");
        var scale = Math.Min(1, Math.Min((double)MaxHeight / bitmap.Height, (double)MaxWidth / bitmap.Width));
        var size = bitmap.Info.WithSize(Math.Max(1, (int)Math.Round(bitmap.Width * scale)), Math.Max(1, (int)Math.Round(bitmap.Height * scale)));
        using var scaled = scale < 1 ? bitmap.Resize(size, new SKSamplingOptions(SKCubicResampler.Mitchell)) : bitmap.Copy();
        using var png = scaled?.Encode(SKEncodedImageFormat.Png, 100);
        return png?.ToArray() ?? throw new LogoRefusedException("LogoBroken");
    }

    /// <param name="png">As <see cref="Encode"/> returned it.</param>
    public static LogoImage Read(byte[] png)
    {
        var size = SKBitmap.DecodeBounds(png);
        using var bitmap = SKBitmap.Decode(png, new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul))
            ?? throw new InvalidDataException("The logo is no PNG.");
        var pixels = bitmap.GetPixelSpan();
        var rgb = new byte[bitmap.Width * bitmap.Height * 3];
        for (int from = 0, to = 0; to < rgb.Length; from += 4)
        {
            var alpha = pixels[from + 3];
            for (var part = 0; part < 3; part++)
                rgb[to++] = (byte)(((pixels[from + part] * alpha) + (255 * (255 - alpha)) + 127) / 255);
        }
        return new(bitmap.Width, bitmap.Height, rgb);
    }
}
