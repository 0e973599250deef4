Attribute VB_Name = "MoxiFirstRun"
Option Explicit
Option Private Module
' 这台电脑办得了吗？办不了就用一段话说清楚：什么不对、在哪里、该怎么办。空文本表示没有问题。
' 每个判断都是只看参数的函数，所以能在没有 Excel 的机器上逐条测试。

Private pythonReady As Boolean
Private withoutServer As Boolean

Public Function DeskProblem() As String
    Dim problem As String
    problem = HostProblem(Application.Name, ProgramFolder(), Application.OperatingSystem)
    If problem = "" Then problem = BookProblem(ThisWorkbook.FullName, ActiveWorkbook.FullName)
    If problem = "" Then problem = PlaceProblem(BookPath(), Environ("TEMP"), OpenedReadOnly())
    If problem = "" And Not pythonReady Then
        problem = PythonProblem(CStr(GetConfig("INTERPRETER_WIN", "")))
        pythonReady = (problem = "")
    End If
    DeskProblem = problem
End Function

' 打开工作簿时只看它放在哪里，免得在一份留不住的文件里白填半天。
Public Sub WarnOfPlace()
    Dim problem As String
    problem = PlaceProblem(BookPath(), Environ("TEMP"), OpenedReadOnly())
    If problem <> "" Then Tell problem
End Sub

' 按钮出了差错以后，下一次重新查 Python。
Public Sub ForgetPython()
    pythonReady = False
    withoutServer = False
End Sub

' 运行一条 Python 命令，返回 -1 表示出了差错。常驻服务启动不了的电脑，每次另起一个 Python。
Public Function RunInPython(ByVal command As String) As Variant
    If withoutServer Then
        RunInPython = ExecuteWindows(False, command, CStr(GetConfig("INTERPRETER_WIN", "")), PythonPath())
    Else
        RunInPython = RunPython(command)
    End If
End Function

' 与 xlwings 的 RunPython 里拼法相同：是否加入工作簿的文件夹、两个文件名、三处网盘，最后是搜索路径。
Private Function PythonPath() As String
    PythonPath = CStr(GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "False")) & ";" & ThisWorkbook.FullName & ";" & _
        ThisWorkbook.FullName & ";;;;" & CStr(GetConfig("PYTHONPATH", ""))
End Function

Public Function IsServerFailure(ByVal report As String) As Boolean
    IsServerFailure = HasAny(report, "Python COM server")
End Function

Public Function ServerText() As String
    ServerText = "这台电脑上，Python 的常驻服务启动不了（Excel 或 Python 从微软商店安装的，常常这样）。" & vbLf & _
        "现在改用另一种办法办理：结果一样，每按一次多等几秒；MX_ 开头的函数用不了。" & vbLf & _
        "想要快些，请按操作手册“安装”一节，用安装包重装 Excel 和 Python。"
End Function

Public Function HostProblem(ByVal program As String, ByVal folder As String, ByVal system As String) As String
    If InStr(1, system, "Macintosh", vbTextCompare) > 0 Then
        HostProblem = "这些按钮只在 Windows 版的 Excel 里能用。" & vbLf & _
            "填表、打印不受影响；要用按钮，请换一台装有 Windows 的电脑。"
    ElseIf program <> "Microsoft Excel" Or HasAny(folder, "\office6", "\wps office", "\kingsoft\") Then
        HostProblem = "现在用的是 WPS 或其他表格软件，这些按钮要在微软的 Excel 里才能用。" & vbLf & _
            "填表、打印不受影响。请右击文件，选“打开方式”里的 Excel；" & vbLf & _
            "没有 Excel 的电脑，请保存并关闭本文件，用 moxi desk 打开“办事窗口”办理（见操作手册）。"
    End If
End Function

Public Function BookProblem(ByVal thisBook As String, ByVal activeBook As String) As String
    If thisBook <> activeBook Then
        BookProblem = "同时打开了两本换届工作簿，不知道要办哪一本。" & vbLf & _
            "请保存并关闭另一本，只留要办的这一本，再按一次按钮。"
    End If
End Function

Public Function PlaceProblem(ByVal fullName As String, ByVal temporary As String, ByVal isReadOnly As Boolean) As String
    If fullName = "" Then
        PlaceProblem = "这本工作簿还没有存成文件。" & vbLf & "请先按 F12 另存到自己的文件夹，再用按钮。"
    ElseIf HasAny(fullName, "://") Then
        PlaceProblem = "这本工作簿是从网盘（OneDrive、SharePoint 等）的网址打开的，按钮用不了。" & vbLf & _
            "请按 F12 另存到电脑自己的硬盘，例如 D:\换届\，再打开那一份。"
    ElseIf HasAny(fullName, "\appdata\local\temp\", "\windows\temp\", "\inetcache\", "\temporary internet files\", ".zip\", ".rar\", ".7z\") Then
        PlaceProblem = TemporaryText(fullName)
    ElseIf temporary <> "" And InStr(1, fullName, temporary & "\", vbTextCompare) = 1 Then
        PlaceProblem = TemporaryText(fullName)
    ElseIf HasAny(fullName, "\wechat files\", "\xwechat_files\", "\tencent files\", "\wxwork\", "\dingtalk") Then
        PlaceProblem = "这本工作簿还在微信、QQ 或钉钉的接收文件夹里，清理聊天记录时会被删掉。" & vbLf & _
            "请按 F12 另存到自己的文件夹，例如 D:\换届\，再打开那一份。"
    ElseIf isReadOnly Then
        PlaceProblem = "这本工作簿是只读打开的，办好的内容存不回去。" & vbLf & _
            "如果别人正开着它，请等他关闭；否则请按 F12 另存一份，再打开那一份。"
    End If
End Function

Private Function TemporaryText(ByVal fullName As String) As String
    TemporaryText = "这本工作簿是从压缩包或邮件里直接打开的，现在放在临时文件夹，关闭后会丢失：" & vbLf & fullName & vbLf & _
        "请按 F12 另存到自己的文件夹，例如 D:\换届\，再打开那一份。"
End Function

Public Function PythonProblem(ByVal interpreter As String) As String
    Dim before As String
    If HasAny(interpreter, "\", "/") And Not FileIsThere(interpreter) Then
        PythonProblem = "这台电脑上没有找到 Python：" & vbLf & interpreter & vbLf & InstallHint()
        Exit Function
    End If
    ' Python 从“当前文件夹”也会取模块：换到它自己的文件夹再启动，工作簿旁边的 .py 文件就不会被误用。
    before = CurDir
    EnterFolder FolderOf(interpreter)
    PythonProblem = ImportProblem()
    EnterFolder before
End Function

Private Function ImportProblem() As String
    On Error GoTo Failed
    XLPy.Exec "import pyxl.ribbon"
    Exit Function
Failed:
    If IsServerFailure(Err.Description) Then
        withoutServer = True
        Tell ServerText()
    Else
        ImportProblem = StartText(Err.Description)
    End If
End Function

Public Function StartText(ByVal report As String) As String
    Dim reason As String
    If HasAny(report, "Could not load xlwings") Then
        reason = "Python 里的 xlwings 与这本工作簿的版本不一致，或者没有装全（Excel 是 32 位还是 64 位都可以）。"
    ElseIf HasAny(report, "No module named 'pyxl") Then
        reason = "找到了 Python，但里面没有装换届软件（pyxl）。"
    ElseIf HasAny(report, "No module named") Then
        reason = "换届软件没有装全：" & LastLine(report)
    Else
        reason = "Python 没有启动成功：" & LastLine(report)
    End If
    StartText = reason & vbLf & InstallHint()
End Function

' 没有存过的工作簿没有位置：空文本。
Private Function BookPath() As String
    If ThisWorkbook.Path <> "" Then BookPath = ThisWorkbook.Path & Application.PathSeparator & ThisWorkbook.Name
End Function

' 下面两项，仿 Excel 的软件不一定有；没有就当作没有问题。
Private Function ProgramFolder() As String
    On Error Resume Next
    ProgramFolder = Application.Path
End Function

Private Function OpenedReadOnly() As Boolean
    On Error Resume Next
    OpenedReadOnly = ThisWorkbook.ReadOnly
End Function

Private Function InstallHint() As String
    InstallHint = "请按操作手册“安装”一节装好，再重新打开本工作簿；装不好时，请把这段话发给维护人员。" & vbLf & _
        "在此之前，填表、打印不受影响。"
End Function

Private Function FileIsThere(ByVal path As String) As Boolean
    On Error Resume Next
    FileIsThere = (Dir(path) <> "")
End Function

Private Function FolderOf(ByVal path As String) As String
    Dim slash As Long
    slash = InStrRev(Replace(path, "/", "\"), "\")
    If slash > 0 Then FolderOf = Left$(path, slash - 1)
End Function

Private Sub EnterFolder(ByVal folder As String)
    On Error Resume Next
    If folder = "" Then Exit Sub
    ChDrive folder
    ChDir folder
End Sub

Private Function HasAny(ByVal text As String, ParamArray parts() As Variant) As Boolean
    Dim part As Variant
    For Each part In parts
        If InStr(1, text, part, vbTextCompare) > 0 Then HasAny = True
    Next part
End Function
