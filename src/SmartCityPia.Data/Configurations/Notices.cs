using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Notices;

namespace SmartCityPia.Data.Configurations;

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Cascade);
        // The list, newest first; the number in every page's header; the outbox; and one reminder per subject.
        builder.HasIndex(n => new { n.PersonId, n.Id });
        builder.HasIndex(n => new { n.PersonId, n.Id }, "unread").HasDatabaseName("ix_notices_unread").HasFilter("read_at is null");
        builder.HasIndex(n => n.MailDue).HasFilter("mailed_at is null and mail_due is not null");
        builder.HasIndex(n => new { n.SubjectId, n.Kind, n.PersonId }).IsUnique().HasDatabaseName("ux_notices_once_per_subject")
            .HasFilter($"kind in ({string.Join(", ", Notice.OncePerSubject.Select(k => $"'{k}'"))})");
    }
}

internal sealed class NoticeSettingsConfiguration : IEntityTypeConfiguration<NoticeSettings>
{
    public void Configure(EntityTypeBuilder<NoticeSettings> builder)
    {
        builder.HasKey(s => s.PersonId);
        builder.Property(s => s.PersonId).ValueGeneratedNever();
        builder.HasOne<Account>().WithOne().HasForeignKey<NoticeSettings>(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(t => t.HasCheckConstraint("ck_notice_settings_digest_hour", "digest_hour between 0 and 23"));
    }
}
