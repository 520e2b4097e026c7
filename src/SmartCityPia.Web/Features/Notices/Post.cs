using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace SmartCityPia.Web.Features.Notices;

/// <summary>The mail server did not take a mail.</summary>
/// <param name="isAway">It could not be reached or is not working; no other mail will do better now.</param>
public sealed class MailNotTakenException(string message, bool isAway, Exception? inner = null) : Exception(message, inner)
{
    public bool IsAway => isAway;
}

/// <summary>One connection to the mail server, made with the first mail; or the directory that stands for it.</summary>
internal sealed class Post(MailOptions options) : IAsyncDisposable
{
    private SmtpClient? client;

    /// <exception cref="MailNotTakenException">It was not taken; it can be tried again.</exception>
    public async Task Send(MimeMessage message, CancellationToken cancellationToken)
    {
        try
        {
            if (options.GoesToFiles)
                await Write(message, cancellationToken);
            else
                await (client ??= await Connect(cancellationToken)).SendAsync(message, cancellationToken);
        }
        catch (SmtpCommandException e)
        {
            // About this mail; 421 is the server going away.
            throw new MailNotTakenException(string.Create(CultureInfo.InvariantCulture, $"The mail server refuses it ({(int)e.StatusCode})."), e.StatusCode == SmtpStatusCode.ServiceNotAvailable || client?.IsConnected != true, e);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ProtocolException or CommandException or TimeoutException or AuthenticationException
            or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException or UnauthorizedAccessException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new MailNotTakenException(e.GetType().Name, isAway: true, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client is null)
            return;
        try
        {
            if (client.IsConnected)
                await client.DisconnectAsync(quit: true);
        }
        catch (Exception e) when (e is IOException or ProtocolException or CommandException or System.Net.Sockets.SocketException)
        {
            // What was taken is taken.
        }
        client.Dispose();
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
        System.IO.Directory.CreateDirectory(options.Directory!);
        // A mail that is written again takes the place of the first.
        var path = Path.Combine(options.Directory!, message.MessageId!.Split('@')[0] + ".eml");
        await message.WriteToAsync(path + ".part", cancellationToken);
        File.Move(path + ".part", path, overwrite: true);
    }
}
