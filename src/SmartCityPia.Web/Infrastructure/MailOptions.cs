using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using MimeKit;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>How the connection to the mail server is secured.</summary>
public enum MailTls { StartTls, Implicit, None }

/// <summary>Mail settings, from section <c>Mail</c>: send to a server, or write files to a directory, or send nothing.</summary>
public sealed record MailOptions : IValidatableObject
{
    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    public MailTls Tls { get; init; } = MailTls.StartTls;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The sender's address.</summary>
    public string? From { get; init; }

    /// <summary>Base address of links in mails. It is never taken from a request.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>Directory for .eml files if there is no <see cref="Host"/>.</summary>
    public string? Directory { get; init; }

    /// <summary>Timeout of one step of the SMTP dialogue, in seconds.</summary>
    [Range(1, 600)]
    public int Seconds { get; init; } = 30;

    public bool IsOn => !string.IsNullOrWhiteSpace(Host) || GoesToFiles;

    public bool GoesToFiles => string.IsNullOrWhiteSpace(Host) && !string.IsNullOrWhiteSpace(Directory);

    internal SecureSocketOptions Security => Tls switch
    {
        MailTls.Implicit => SecureSocketOptions.SslOnConnect,
        MailTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    internal string At(string path) => PublicAddress!.TrimEnd('/') + path;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (!MailboxAddress.TryParse(From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
            yield return new("Mail:From has to be a mail address.");
        if (!Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.Query.Length > 0 || address.Fragment.Length > 0)
            yield return new("Mail:PublicAddress has to be the address at which people open the application, such as https://pia.example.");
        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
            yield return new("Mail:User and Mail:Password go together.");
        if (Tls == MailTls.None && !string.IsNullOrEmpty(Password))
            yield return new("Mail:Password is not sent over a connection without Mail:Tls.");
    }
}
