using MimeKit;
using SmartCityPia.Domain.Evidence;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>A mail is kept as it came; what is attached to it has to be as harmless as if it were uploaded alone.</summary>
internal static class MailAttachments
{
    /// <exception cref="RefusedFileException">A program, or a document with macros or other active content, is attached.</exception>
    public static void Refuse(Stream mail)
    {
        mail.Position = 0;
        MimeMessage message;
        try
        {
            message = MimeMessage.Load(mail);
        }
        catch (FormatException)
        {
            throw new RefusedFileException("FileMalformed", ".eml");
        }
        using (message)
            Refuse(message, 0);
    }

    private static void Refuse(MimeMessage message, int depth)
    {
        if (depth > 10)
            throw new RefusedFileException("FileBomb");
        foreach (var part in message.BodyParts)
        {
            if (part is MessagePart { Message: { } inner })
                Refuse(inner, depth + 1);
            else if (part is MimePart { Content: { } content } file)
                Refuse(file, content);
        }
    }

    private static void Refuse(MimePart part, IMimeContent content)
    {
        var name = part.FileName ?? "";
        var ending = Path.GetExtension(name.TrimEnd('.', ' ')).TrimStart('.');
        using var bytes = new MemoryStream();
        content.DecodeTo(bytes);
        if (ActiveContent.IsNameOfProgram(name) || ActiveContent.IsProgram(bytes.GetBuffer().AsSpan(0, (int)Math.Min(4, bytes.Length))))
            throw new RefusedFileException("FileProgramAttached", name);
        if (bytes.Length == 0 || !InspectedFile.Endings(more: true).Contains("." + ending, StringComparer.OrdinalIgnoreCase))
            return;
        try
        {
            InspectedFile.Of(bytes, name, more: true);
        }
        catch (RefusedFileException e) when (e.ErrorAt("").Rule is "FileMacros" or "FileEmbedded" or "FileActive" or "FileFetches" or "FileBomb")
        {
            throw new RefusedFileException("FileProgramAttached", name);
        }
        catch (RefusedFileException)
        {
            // Of another kind than its name says, or spoiled: the mail shows what came.
        }
    }
}
