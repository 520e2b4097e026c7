using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Trail;

/// <summary>What an event is about, in words: a kind of row, or the address that was asked for (<c>AddressOf</c> of the view log).</summary>
public static class SubjectWords
{
    private const string Assessment = "assessments/{reference}/", Description = "descriptions/{reference}/", New = "/new", Row = "/{id}";

    public static string SubjectOf(this Texts texts, string subject) => Keys(subject).FirstOrDefault(texts.Has) is { } key ? texts[key] : subject;

    /// <summary>The keys to try, in order: a page that a description shares, or that adds a row, is called as the other.</summary>
    public static IEnumerable<string> Keys(string subject)
    {
        yield return "Subject." + subject;
        var shared = subject.StartsWith(Description, StringComparison.Ordinal) ? Assessment + subject[Description.Length..] : subject;
        foreach (var address in new[] { subject, shared })
        {
            yield return "At." + address;
            if (address.EndsWith(New, StringComparison.Ordinal))
                yield return "At." + address[..^New.Length] + Row;
        }
    }
}
