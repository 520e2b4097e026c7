using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>The mail server did not accept a mail.</summary>
/// <param name="isAway">The server can't be reached or is out of service, so other mails would fail too.</param>
public sealed class MailRefusedException(string message, bool isAway, Exception? inner = null) : Exception(message, inner)
{
    public bool IsAway => isAway;
}

/// <summary>A connection to the mail server, opened for the first mail; or the directory used instead.</summary>
internal sealed class MailSender(MailOptions options) : IAsyncDisposable
{
    private SmtpClient? _client;

    /// <exception cref="MailRefusedException">The mail was not accepted. It can be tried again.</exception>
    public async Task Send(MimeMessage message, CancellationToken cancellationToken)
    {
        try
        {
            if (options.GoesToFiles)
                await Write(message, cancellationToken);
            else
                await (_client ??= await Connect(cancellationToken)).SendAsync(Format(message), message, cancellationToken);
        }
        catch (NotSupportedException e)
        {
            throw new MailRefusedException("The mail server takes no addresses with letters beyond ASCII (SMTPUTF8).", isAway: false, e);
        }
        catch (SmtpCommandException e)
        {
            // The error concerns this mail, except for 421, which means that the server closes the connection.
            throw new MailRefusedException(string.Create(CultureInfo.InvariantCulture,
                $"The mail server refuses it ({(int)e.StatusCode})."), e.StatusCode == SmtpStatusCode.ServiceNotAvailable
                || _client?.IsConnected != true, e);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ProtocolException or CommandException or TimeoutException or AuthenticationException
            or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException or UnauthorizedAccessException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new MailRefusedException(e.GetType().Name, isAway: true, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is null)
            return;
        try
        {
            if (_client.IsConnected)
                await _client.DisconnectAsync(quit: true);
        }
        catch (Exception e) when (e is IOException or ProtocolException or CommandException or System.Net.Sockets.SocketException)
        {
            // An error after acceptance doesn't matter.
        }
        _client.Dispose();
    }

    /// <summary>An address whose first part is not ASCII can only be written as it is (RFC 6531).</summary>
    private static FormatOptions Format(MimeMessage message)
    {
        var format = FormatOptions.Default.Clone();
        format.International = message.To.Mailboxes.Any(to => !to.LocalPart.All(char.IsAscii));
        return format;
    }

    private async Task<SmtpClient> Connect(CancellationToken cancellationToken)
    {
        var fresh = new SmtpClient { Timeout = options.Seconds * 1000 };
        try
        {
            await fresh.ConnectAsync(options.Host!, options.Port, options.Security, cancellationToken);
            if (!string.IsNullOrEmpty(options.User))
                await fresh.AuthenticateAsync(options.User, options.Password!, cancellationToken);
            return fresh;
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    private async Task Write(MimeMessage message, CancellationToken cancellationToken)
    {
        // A mail may carry a one-time link: nobody else on the machine reads it.
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(options.Directory!);
        else
            System.IO.Directory.CreateDirectory(options.Directory!, mode | UnixFileMode.UserExecute);
        // A repeated mail overwrites the first file.
        var path = Path.Combine(options.Directory!, message.MessageId!.Split('@')[0] + ".eml");
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = mode;
        await using (var file = new FileStream(path + ".part", how))
            await message.WriteToAsync(file, cancellationToken);
        File.Move(path + ".part", path, overwrite: true);
    }
}
