"""Account names of systems, services, roles and placeholders, which identify no person."""

from functools import lru_cache

from pii import expressions as re

SYSTEM_ACCOUNTS: frozenset[str] = frozenset(
    """
    acer asus dell hp lenovo msi pc toshiba
    adm alertmanager asterisk clamav coldfusion exim exim4 freeswitch halt homestead kodi mopidy nextjs opendkim
    forge laravel opendmarc openldap policyd-spf rspamd sail shutdown slapd spamd spring vmail xcode
    abc abuse account acme admin administrador administrateur administrateurs administrator admins airflow all
    allcontributors amministratore anon anonymous apache app application appuser artifactory authenticated
    authenticator avahi azureuser backup backupuser bamboo bar baz benutzer bin bind bitbucket blank boss bot
    build buildbot builder caddy cassandra centos changeme chef chrony ci circleci client cloud-user codacy-badger
    codecov-io coder codespace colord consul contact container containeradministrator containeruser core
    cups customer daemon dba dbadmin dbus dbuser debian default deluge demo dependabot deploy deployer dev
    developer developers devops dir docker donotreply dovecot drone druid drupal dummy ec2-user editor elastic
    elasticsearch emby empty etc everyone example factorio fake false fedora file firstname flink foo freeradius
    ftp ftpuser fullname games gast gdm geoclue git gitea github github-actions gitlab gitlab-runner gitpod
    gnats gogs grafana greenkeeper group guest hadoop haproxy harbor hbase hdfs here hg hive home homeassistant
    homebrew homebridge host hostmaster hr http httpd imap imaps imgbot influxdb info invitado invite irc java
    jboss jellyfin jenkins joomla jovyan k8s kafka kernoops keycloak kibana klipper kube kubernetes lastname
    ldap lib lightdm linuxbrew list localhost localservice localsystem login login-user logstash lp magento mail
    mailer-daemon mailman man manager mariadb me member members memcached messagebus minecraft minio mock
    moderator mongo mongodb monitor monitoring moodle mosquitto mssql my mysql myuser nagios name named
    networkservice new news nextcloud nexus nfsnobody nginx nickname nil nix nixbld nm-openvpn no-reply nobody
    node none noreply ntp null nzbget oauth oauth2 octoprint odoo opc openerp opensearch openvpn operator ops
    opt oracle owncloud owner packer pass password path phpmyadmin pi pihole placeholder plex polkit polkitd
    pop3 portainer postfix postgres postgresql postmaster prestashop presto production prometheus proxy public
    pulse puppet python qwerty rabbitmq radarr radius rancher rds rdsadmin read reader redis renovate
    robot role1 repl replica replicator ro root rpc rtkit ruby rundeck runner runneradmin rw sa sabnzbd sales salt samba
    sample sandbox saned scott sddm secret secretary self semantic-release-bot server service sftp shared
    shopify smb smtp snmp snyk-bot solr somebody someone sonar sonarqube sonarr spark speech-dispatcher
    squid src sshd staff staging steam string strongswan su sudo sudoers super_admin superadmin superuser
    support svc svn svnuser sync sys sysadmin sysdba syslog sysman system systemd tcpdump team teamcity
    terraform test tester testuser this tmp tomcat traefik transmission travis trino true trustedinstaller typo3
    ubuntu undefined unifi unknown usbmux user user-name user_name username username1 users usr usuario usuarios
    utente utilisateur uucp vagrant var vault viewer visitor vscode web webapp weblogic webmaster websphere
    wheel whoopsie wildfly wireguard woodpecker wordpress workspace write writer www www-data www1 xxx xxxx you
    your zabbix zookeeper
    barbican cinder cowrie designate glance heat html ironic java_re kali keystone koha magnum media neutron nova octavia
    operations placement services spamass-milter swift trove whoami
    abrt activemq amavis artemis beanstalkd beats bitlbee bucardo carbon ceph chronyd cockpit-ws collectd
    confluence couchbase couchdb courier cyrus debian-spamd debian-tor dirsrv dkim dnsmasq dockremap dovenull
    ejabberd epmd erlang etcd fail2ban filebeat fluentd glassfish gluster glusterfs gnome-initial-setup gophish
    graphite greylist honeypot hubot icecast icinga ircd jetty jira knot kopano landscape libvirt libvirt-qemu
    mailnull majordomo mariabackup mediatomb memcache minidlna mongod monit mpd munin neo4j netdata ngircd nomad
    nrpe nscd nsd openvswitch ossec oxidized payara pdns polkituser pollinate postdrop postgrey pound powerdns
    privoxy prosody qemu quagga radiusd radvd riak roundcube rpcuser rpm scanner slurm smmsp smmta snort sogo
    spamassassin sslwrap sssd statsd storm stunnel suricata telegraf tftp tor toranon transfer tss unbound
    usbmuxd uuidd uwsgi varnish vnstat wazuh xrdp zarafa zeo znc zoneminder
    accountant agen agent alumno assistant auditor borrower buyer caissier cajero caller cashier cliente cocinero
    consumer coordinator cozinheiro dialup director docente doggroomer driver empleado employee estudiante
    etudiant executive faculty farmer frontdesk gerente groomer instructor kasir keyring lecturer lehrer lender librarian
    mahasiswa maestro medico merchant mesero mitra mozo parent pelanggan pengajar pelayan petugas pharmacist
    profesor prof professor receptionist reseller reviewer salesman schueler seller shipper siswa smoke stats
    student subscriber supervisor supplier teacher teknisi technician trainer vendedor vendor waiter waitress warehouse
    arpwatch avahi-autoipd beef-xss cups-pk-helper dradis freerad fwupd-refresh hacluster hplip inetsim iodine lxd nslcd
    ntpsec nvidia-persistenced redsocks rwhod sslh statd tlog
    neondb_owner cloudsqlreplica service_role pgbouncer rds_iam rds_replication
    corp company mycompany yourcompany myorg yourorg example-org
    anoncvs frs script destination bash zsh chauthtok anybody anyone everybody noone
    """.split()
)
"""Lower case; of operating systems, services, roles and placeholders."""

_WORDED = (
    "utilisateur",
    "nutzername",
    "gebruiker",
    "brugernavn",
    "usuario",
    "nom_d",
    "username",
    "user_name",
    "yourname",
    "your_name",
    "your-name",
)
"""Placeholder words for the reader, anywhere in the name."""
_WORDED_ANYWHERE = re.compile("|".join(map(re.escape, _WORDED)))
_AFFIXES = frozenset(
    "a an my our the your some any new old first second primary master slave main local remote user db svc srv".split()
)
"""Words combined with such names: `my_user`, `svc-deploy`, `db_admin_new`."""
_TRIAL = frozenset("test tests testing demo example sample dummy fake mock".split())
"""As a separate word anywhere in the name."""
_APART = re.compile(r"[^a-z]+")


_NUMBERED_BY_WINDOWS = re.compile(
    r"(?:sm_|healthmailbox|msol_|aad_|support_)[0-9a-f]{6,20}|\$[0-9a-f]{6}-[0-9a-z]{12}|(?:iusr|iwam)_\w+"
)
"""Mailboxes of Exchange, accounts of Azure AD Connect, of remote support and of IIS; lower case."""


@lru_cache(maxsize=1 << 14)
def is_system_account(name: str) -> bool:
    """Whether the account belongs to a system, a service, a role or nobody.

    >>> is_system_account("root"), is_system_account("db_admin2"), is_system_account("jroe")
    (True, True, False)
    """
    lower = name.lower()
    stem = lower.rstrip("0123456789")
    if (
        lower in SYSTEM_ACCOUNTS
        or stem in SYSTEM_ACCOUNTS
        or name.endswith(("$", "[bot]", "-bot", "_bot", "Bot", "-MNT"))
        or lower.startswith(("systemd-", "_apt", "changeme", "svc-", "svc_"))
    ):
        return True
    if (
        _WORDED_ANYWHERE.search(lower)
        or _NUMBERED_BY_WINDOWS.fullmatch(lower)
        or stem.endswith(("user", "admin"))
        and not lower.endswith("auser")
    ):
        return True
    parts = [part for part in _APART.split(lower) if part]
    if len(parts) > 1 and not _TRIAL.isdisjoint(parts) or name.startswith("_"):
        return True
    return bool(parts) and all(part in SYSTEM_ACCOUNTS or part in _AFFIXES for part in parts)
